import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll } from "vitest";

// Before anything of the app is imported: a folder and a database of this file's own.
process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), "atelier-test-"));
const database = await ownDatabase();

const { migrate } = await import("~/db/migrate.server");
await migrate(path.resolve(import.meta.dirname, "../../prisma"));

afterAll(async () => {
  const { db } = await import("~/db/client.server");
  await db.$disconnect();
  await database?.drop();
  rmSync(process.env.DATA_DIR ?? "", { recursive: true, force: true });
});

async function ownDatabase() {
  if (process.env.TEST_DATABASE !== "postgresql") {
    delete process.env.DATABASE_URL;
    return null;
  }
  const name = `atelier_test_${process.pid}_${Date.now()}`;
  const server = process.env.TEST_POSTGRES_URL ?? "";
  await run(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  process.env.DATABASE_URL = url.href;
  return { drop: () => run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function run(connectionString: string, sql: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
