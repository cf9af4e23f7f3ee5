import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";

/** The embedded database at a `file:` address; without an address, an empty one that is gone afterwards. */
export function sqlite(url) {
  const factory = new Factory(url);
  const check = async () => {
    await (await factory.connect()).dispose();
  };
  return { factory, check, create: check, instead: { reset: () => reset(url) } };
}

/** The engine's own only empties the tables, and the first migration then finds them there. */
function reset(url) {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(pathOf(url) + end, { force: true });
}

function pathOf(url) {
  return path.resolve(url.replace(/^file:(\/\/)?/, ""));
}

class Factory extends PrismaLibSql {
  #url;

  constructor(url) {
    super({ url: url ?? "", timeout: 5000 }, { timestampFormat: "unixepoch-ms" });
    this.#url = url;
  }

  async connect() {
    if (this.#url === undefined) return this.connectToShadowDb();
    mkdirSync(path.dirname(pathOf(this.#url)), { recursive: true });
    return forgiving(await super.connect());
  }

  // In memory, as the adapter has it, libsql starts another empty database after every transaction.
  async connectToShadowDb() {
    const folder = mkdtempSync(path.join(tmpdir(), "schema-engine-"));
    const shadow = new PrismaLibSql({ url: `file:${folder}/shadow.db` }, { timestampFormat: "unixepoch-ms" });
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    return forgiving(await shadow.connect());
  }
}

/**
 * The engine reads the table of migrations before the first one has made it, and takes libsql's refusal for a failure of its
 * own: a table that is not there has no rows. It sends whole scripts as one statement, of which libsql runs the first. And it asks
 * for a partial index by a name in double quotes, which to libsql is no text but a column.
 */
function forgiving(adapter) {
  const { performIO, queryRaw } = adapter;
  adapter.performIO = async (query) => {
    if (query.args.length > 0 || !/;\s*\S/.test(query.sql)) return performIO.call(adapter, query);
    await adapter.executeScript(query.sql);
    return { columns: [], columnTypes: [], rows: [], rowsAffected: 0 };
  };
  adapter.queryRaw = ({ sql, ...query }) => {
    const asked = { ...query, sql: sql.replace(/(?<= name = )"(\w+)"/, "'$1'") };
    return queryRaw.call(adapter, asked).catch((error) => {
      if (!/no such table: _prisma_migrations/.test(error.cause?.originalMessage)) throw error;
      return { columnNames: [], columnTypes: [], rows: [] };
    });
  };
  return adapter;
}
