import type Database from "libsql";
import { once } from "~/once.server";

const watched = once("db freshness", () => ({ version: null as null | (() => number) }));

/** Hands over the one connection to the embedded database. */
export function watchFreshness(database: Database.Database) {
  const version = database.prepare("PRAGMA data_version").raw();
  watched.version = () => Number((version.get() as [number])[0]);
}

/**
 * A number that is another one as soon as a connection that is not the shop's own has committed, in this process or any other. Null
 * where nobody can tell: on PostgreSQL. It costs microseconds, in the middle of a transaction too, and throws when the database does.
 */
export const foreignCommits = (): number | null => watched.version?.() ?? null;
