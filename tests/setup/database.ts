import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, inject } from "vitest";
import { addressOf, runPostgres } from "./postgresql";

const templates = inject("templates");
const codes = { invalid_catalog_name: "3D000", duplicate_database: "42P04", unique_violation: "23505" };

// Before anything of the app is imported: a folder and a database of this file's own.
const folder = mkdtempSync(path.join(tmpdir(), "atelier-test-"));
process.env.DATA_DIR = folder;
const name = `atelier_test_${process.pid}_${Date.now()}`;
const onPostgres = process.env.TEST_DATABASE === "postgresql";
await (onPostgres ? ownPostgres() : ownSqlite());

afterAll(async () => {
  const { db } = await import("~/db/client.server");
  await db.$disconnect();
  if (onPostgres) await runPostgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(folder, { recursive: true, force: true });
});

async function ownSqlite() {
  delete process.env.DATABASE_URL;
  const [own, template] = [path.join(folder, "atelier.db"), path.join(templates.folder, "atelier.db")];
  if (existsSync(template)) return copyFileSync(template, own);
  await migrateOwn();
  const { openSqlite } = await import("~/db/sqlite.server");
  const copy = `${template}.${process.pid}`;
  const opened = openSqlite(own);
  opened.prepare("VACUUM INTO ?").run([copy]);
  opened.close();
  renameSync(copy, template);
}

async function ownPostgres() {
  process.env.DATABASE_URL = addressOf(name);
  const copied = await runPostgres(`CREATE DATABASE ${name} TEMPLATE ${templates.database}`).then(
    () => true,
    unless("invalid_catalog_name"),
  );
  if (copied) return;
  await runPostgres(`CREATE DATABASE ${name}`);
  await migrateOwn();
  await runPostgres(`CREATE DATABASE ${templates.database} TEMPLATE ${name}`).catch(
    unless("duplicate_database", "unique_violation"),
  );
}

async function migrateOwn() {
  const { migrate } = await import("~/db/migrate.server");
  await migrate(path.resolve(import.meta.dirname, "../../prisma"));
}

/** Another file may be first, or none yet: that is no failure. */
function unless(...expected: (keyof typeof codes)[]) {
  return (error: { code?: string }) => {
    if (!expected.some((name) => codes[name] === error.code)) throw error;
    return false;
  };
}
