import { appendFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { migrate } from "~/db/migrate.server";

const shipped = path.resolve(import.meta.dirname, "../../prisma");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "atelier-migrations-"));
  for (const place of ["migrations", "postgresql/migrations"]) {
    cpSync(path.join(shipped, place), path.join(folder, place), { recursive: true });
  }
});

afterEach(async () => {
  await db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`;
  await db.$executeRaw`DROP TABLE IF EXISTS "Shelf"`;
});

const fileOf = (name: string) =>
  path.join(folder, dialect === "sqlite" ? "migrations" : "postgresql/migrations", name, "migration.sql");

function add(name: string, sql: string) {
  mkdirSync(path.dirname(fileOf(name)));
  writeFileSync(fileOf(name), sql);
}

const shelf = `CREATE TABLE "Shelf" ("id" TEXT NOT NULL PRIMARY KEY);\nINSERT INTO "Shelf" VALUES ('oak; not pine');`;
const shelves = () => db.$queryRaw`SELECT "id" FROM "Shelf"`;

test("a new migration is applied once, and servers that start together share the work", async () => {
  add("29990101000000_shelf", shelf);

  const applied = await Promise.all([migrate(folder), migrate(folder), migrate(folder)]);

  expect(applied.flat()).toEqual(["29990101000000_shelf"]);
  expect(await migrate(folder)).toEqual([]);
  expect(await shelves()).toEqual([{ id: "oak; not pine" }]);
});

test("a migration that fails leaves nothing, and works once it is mended", async () => {
  add("29990101000000_shelf", `${shelf}\nINSERT INTO "Nowhere" VALUES (1);`);

  await expect(migrate(folder)).rejects.toThrow(/^Migration 29990101000000_shelf failed and was undone: /);

  await expect(shelves()).rejects.toThrow();
  writeFileSync(fileOf("29990101000000_shelf"), shelf);
  expect(await migrate(folder)).toEqual(["29990101000000_shelf"]);
});

test("a migration that was edited after it was applied stops the start", async () => {
  add("29990101000000_shelf", shelf);
  await migrate(folder);
  appendFileSync(fileOf("29990101000000_shelf"), "\n-- an afterthought");
  add("29990102000000_never", `DROP TABLE "Shelf";`);

  await expect(migrate(folder)).rejects.toThrow(/29990101000000_shelf was edited after it was applied/);

  expect(await shelves()).toHaveLength(1);
});

test("a migration that another tool left half-way stops the start", async () => {
  add("29990101000000_shelf", shelf);
  await db.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at)
    VALUES ('half', 'x', '29990101000000_shelf', CURRENT_TIMESTAMP)`;

  await expect(migrate(folder)).rejects.toThrow(/29990101000000_shelf failed half-way/);
});

test("an older version does not touch the database of a newer one", async () => {
  add("29990101000000_shelf", shelf);
  await migrate(folder);

  await expect(migrate(shipped)).rejects.toThrow(
    /29990101000000_shelf, which this version of Atelier does not know/,
  );
});

test.runIf(dialect === "sqlite")("replacing a table does not delete what hangs on it", async () => {
  const user = { email: "ana@example.com", name: "Ana", role: "customer" };
  const credentials = { create: { kind: "password", secret: "…" } };
  await db.user.create({ data: { ...user, credentials } });
  const [{ sql = "" } = {}] = await db.$queryRaw<{ sql?: string }[]>`
    SELECT "sql" FROM sqlite_master WHERE "type" = 'table' AND "name" = 'User'`;
  const replace = [sql.replace('"User"', '"new_User"'), `INSERT INTO "new_User" SELECT * FROM "User"`];
  add(
    "29990101000000_user",
    `PRAGMA foreign_keys=OFF;\n${[...replace, `DROP TABLE "User"`, `ALTER TABLE "new_User" RENAME TO "User"`].join(";\n")};`,
  );

  await migrate(folder);

  expect(await db.user.count()).toBe(1);
  expect(await db.credential.count()).toBe(1);
});
