import Database from "libsql/promise";

const PAUSE_MS = 200;

/**
 * Folds the log of the embedded database into its file on a connection and thread of its own (`PRAGMA wal_checkpoint(PASSIVE)`):
 * a commit that had to do it would hold everybody up for as long as the disk takes. `soon` after a write; `end` before the
 * connection that writes is closed. Where it fails, that connection folds by itself once the log is long.
 */
export function foldLog(file: string) {
  const database = new Database(file, { timeout: 0 });
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  async function fold() {
    try {
      await database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // A full disk, say: whoever writes meets it too, and tells.
    }
    timer = undefined;
  }

  return {
    soon() {
      timer ??= setTimeout(() => {
        underWay = fold();
      }, PAUSE_MS).unref();
    },
    /** Resolves when nothing is under way any more. */
    async end() {
      clearTimeout(timer);
      await underWay;
      database.close();
    },
  };
}
