import { mkdirSync } from "node:fs";
import path from "node:path";
import Database from "libsql";
import { ConfigurationError } from "~/env.server";
import { once } from "~/once.server";

const BUSY = 5;

// Held here too: a connection that nobody refers to is closed by the garbage collector, and its lock goes with it.
const held = once("data folder locks", () => new Set<Database.Database>());

/** Another process, or this one, holds the folder. The message is one sentence for the owner. */
export class FolderInUse extends ConfigurationError {
  override name = "FolderInUse";
}

/**
 * Makes this process the only owner of `dataDir`, which it creates where it is missing, until the function it returns is called
 * or the process ends in whatever way. Throws {@link FolderInUse} at once when another one is. The lock is a write transaction
 * that stays open on `lock.db`; the process must not open that file in any other way, or the system drops the lock.
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true });
  const lock = new Database(path.join(dataDir, "lock.db"), { timeout: 0 });
  try {
    lock.exec("BEGIN IMMEDIATE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new FolderInUse(
      `Another Atelier server already uses ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  held.add(lock);
  return () => {
    if (held.delete(lock)) lock.close();
  };
}

function isBusy(error: unknown) {
  return error instanceof Database.SqliteError && ((error.rawCode ?? 0) & 255) === BUSY;
}
