import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { postgresAddress } from "./postgresql-address";
import { openSqlite } from "./sqlite.server";

export type Migration = { name: string; sql: string; checksum: string };
export type Entry = { name: string; checksum: string; finished: boolean };

/** Prisma's own table of migrations, as its command line reads and writes it. */
export type Ledger = {
  /** What was applied or begun, and not rolled back. Makes the table where there is none. */
  read: () => Promise<Entry[]>;
  /** Runs the script and notes it, both or neither. Returns false where another process was faster. */
  apply: (migration: Migration) => Promise<boolean>;
  close: () => Promise<void>;
};

const READ = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM _prisma_migrations WHERE rolled_back_at IS NULL`;

export async function sqliteLedger(file: string): Promise<Ledger> {
  mkdirSync(path.dirname(file), { recursive: true });
  const database = openSqlite(file);
  // Inside a transaction this can no longer be set, and with foreign keys on, replacing a table deletes what hangs on it.
  database.exec("PRAGMA foreign_keys = OFF");
  const entries = () => {
    const rows = database.prepare(READ).all() as (Omit<Entry, "finished"> & { finished: number })[];
    return rows.map(({ name, checksum, finished }) => ({ name, checksum, finished: finished === 1 }));
  };
  return {
    async read() {
      database.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
        "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
        "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
        "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`);
      return entries();
    },
    async apply({ name, sql, checksum }) {
      const startedAt = BigInt(Date.now());
      database.exec("BEGIN IMMEDIATE");
      try {
        if (entries().some((entry) => entry.name === name)) return false;
        database.exec(sql);
        const [orphan] = database.prepare("PRAGMA foreign_key_check").all() as { table: string }[];
        if (orphan) throw new Error(`it leaves rows of ${orphan.table} that refer to nothing`);
        database
          .prepare(
            `INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
             VALUES (?, ?, ?, ?, ?, ?)`,
          )
          .run([randomUUID(), checksum, startedAt, BigInt(Date.now()), name, 1n]);
        database.exec("COMMIT");
        return true;
      } finally {
        if (database.inTransaction) database.exec("ROLLBACK");
      }
    },
    async close() {
      database.close();
    },
  };
}

export async function postgresqlLedger(url: string): Promise<Ledger> {
  const client = new pg.Client(postgresAddress(url));
  await client.connect();
  // The number that Prisma's command line takes too. Servers that start at once wait here for the first; the end frees it.
  await client.query("SELECT pg_advisory_lock(72707369)");
  return {
    async read() {
      await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
        "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
        "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
        "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
      return (await client.query<Entry>(READ)).rows;
    },
    async apply({ name, sql, checksum }) {
      await client.query("BEGIN");
      try {
        await client.query(sql);
        await client.query(
          `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
           VALUES ($1, $2, clock_timestamp(), $3, 1)`,
          [randomUUID(), checksum, name],
        );
        await client.query("COMMIT");
        return true;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      }
    },
    async close() {
      await client.end();
    },
  };
}
