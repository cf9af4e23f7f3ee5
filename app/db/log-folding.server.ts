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
  let underWay = false;
  let ended = false;

  async function fold() {
    underWay = true;
    try {
      await database.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // A full disk, say: whoever writes meets it too, and tells.
    }
    underWay = false;
    timer = undefined;
    if (ended) database.close();
  }

  return {
    soon() {
      timer ??= setTimeout(fold, PAUSE_MS).unref();
    },
    end() {
      ended = true;
      clearTimeout(timer);
      if (!underWay) database.close();
    },
  };
}
