import path from "node:path";
import { ConfigurationError, env } from "~/env.server";
import { lockDataDir } from "./lock.server";
import { migrate } from "./migrate.server";

/**
 * Makes this process the owner of the data folder and brings the schema up to date. Returns what gives the folder back. Throws
 * `FolderInUse` when another process owns it, {@link ConfigurationError} when there is no using the database.
 */
export async function openDatabase(root: string): Promise<() => void> {
  const unlock = await lockDataDir(env.DATA_DIR);
  try {
    await migrate(path.join(root, "prisma")).catch(explain);
    return unlock;
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A database server that cannot be reached is the owner's to mend. */
function explain(error: unknown): never {
  if (error instanceof ConfigurationError || env.DATABASE_URL === undefined) throw error;
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const reason = first instanceof Error ? first.message : String(first);
  throw new ConfigurationError(`The database of DATABASE_URL cannot be used: ${reason}.`, { cause: error });
}
