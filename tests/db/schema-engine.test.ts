import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { dialect } from "~/db/client.server";

const root = path.resolve(import.meta.dirname, "../..");
const LIMIT_MS = 60_000;

async function node(script: string, words: string[], env: Record<string, string>) {
  const options = { cwd: root, env: { ...process.env, DATABASE_URL: "", ...env } };
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [path.join(root, script), ...words],
    options,
  );
  return stdout + stderr;
}

test.runIf(dialect === "sqlite")(
  "the first `migrate dev` in an empty folder works without a download",
  { timeout: LIMIT_MS },
  async () => {
    const env = { DATA_DIR: path.join(mkdtempSync(path.join(tmpdir(), "atelier-dev-")), "data") };
    const prisma = "node_modules/prisma/build/index.js";

    const developed = await node(prisma, ["migrate", "dev"], env);
    const status = await node(prisma, ["migrate", "status"], env);

    expect(developed).toContain("now in sync with your schema");
    expect(status).toContain("Database schema is up to date");
  },
);

test.runIf(dialect === "sqlite")("both histories lead to the schema", { timeout: LIMIT_MS }, async () => {
  const told = await node("prisma/check-migrations.mjs", [], {});

  expect(told).toContain("SQLite: the migrations lead to the schema.");
  expect(told).toContain("PostgreSQL: the migrations lead to the schema.");
});
