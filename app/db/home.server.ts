import { stat } from "node:fs/promises";
import { db, dialect } from "./client.server";
import { databaseFile } from "./dialect.server";

/** What tells this database from a copy of it: the number of its file, or PostgreSQL's own number of the database. */
export async function homeOfDatabase(): Promise<string> {
  if (dialect === "sqlite") return String((await stat(databaseFile, { bigint: true })).ino);
  const [row] = await db.$queryRaw<{ oid: string }[]>`
    SELECT oid::text AS oid FROM pg_database WHERE datname = current_database()`;
  if (!row) throw new Error("the database does not know itself");
  return row.oid;
}
