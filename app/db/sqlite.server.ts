import Database from "libsql";

const BUSY_MS = 5_000;

/** Opens a database file durably: write-ahead log, every commit on the disk, foreign keys kept. Throws where one does not hold. */
export function openSqlite(file: string) {
  const database = new Database(file, { timeout: BUSY_MS });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  const wanted = { journal_mode: "wal", synchronous: 2, foreign_keys: 1 };
  for (const [pragma, value] of Object.entries(wanted)) {
    const [held] = database.prepare(`PRAGMA ${pragma}`).raw().get() as [unknown];
    if (held !== value)
      throw new Error(`SQLite keeps ${pragma} at ${held} for ${file}; it must be ${value}.`);
  }
  return database;
}
