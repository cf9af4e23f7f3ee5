import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ConfigurationError, env } from "~/env.server";
import { databaseFile, dialect } from "./dialect.server";
import { type Entry, type Migration, postgresqlLedger, sqliteLedger } from "./ledger.server";

/** The database does not fit the migrations. The message is one sentence for the owner. */
export class MigrationRefused extends ConfigurationError {
  override name = "MigrationRefused";
}

/**
 * Brings the database up to the migrations in `folder` (the one with `migrations` and `postgresql/migrations`) and returns the
 * names of those it applied, oldest first. Each commits whole or not at all. Several processes may do this at once.
 * Throws {@link MigrationRefused} before it changes anything when one was edited after it was applied, failed half-way, or is
 * unknown here.
 */
export async function migrate(folder: string): Promise<string[]> {
  const migrations = readMigrations(path.join(folder, folders[dialect]));
  const ledger = await (env.DATABASE_URL ? postgresqlLedger(env.DATABASE_URL) : sqliteLedger(databaseFile));
  try {
    const applied: string[] = [];
    for (const migration of pendingOf(migrations, await ledger.read())) {
      if (await ledger.apply(migration).catch(refuse(migration))) applied.push(migration.name);
    }
    return applied;
  } finally {
    await ledger.close();
  }
}

const folders = { sqlite: "migrations", postgresql: "postgresql/migrations" };

function refuse({ name }: Migration) {
  return (cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new MigrationRefused(`Migration ${name} failed and was undone: ${reason}.`, { cause });
  };
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: path.join(folder, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function pendingOf(migrations: Migration[], entries: Entry[]) {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of entries) {
    const migration = known.get(name);
    if (!finished) {
      throw new MigrationRefused(`Migration ${name} failed half-way; restore a backup of the database.`);
    }
    if (!migration) {
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version of Atelier does not know; start the version that made it.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationRefused(
        `Migration ${name} was edited after it was applied; put its file back as it was and add a new one.`,
      );
    }
  }
  const applied = new Set(entries.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}
