import { PrismaLibSql } from "@prisma/adapter-libsql";
import type Database from "libsql";
import { watched } from "./driver.server";
import { watchFreshness } from "./freshness.server";
import { foldLog } from "./log-folding.server";
import { openSqlite } from "./sqlite.server";

const KEPT_STATEMENTS = 256;
const TURN_MS = 10;
/** So long the log gets, 32 MB, before a commit has to fold it. */
const LONGEST_LOG = 8_000;

type Client = ReturnType<PrismaLibSql["createClient"]>;
type Transaction = Awaited<ReturnType<Client["transaction"]>>;
type Query = { sql: string; args: unknown[] };
type Prepared = { statement: Database.Statement<unknown[]>; columns: string[]; columnTypes: string[] };

/**
 * Prisma's adapter over one connection for the life of the process. Its own client hands the connection to every transaction
 * and opens another one afterwards: each costs two file handles until the garbage collector comes by.
 */
export class OneConnection extends PrismaLibSql {
  readonly #file: string;
  #connection?: Connection;

  constructor(file: string) {
    super({ url: `file:${file}` }, { timestampFormat: "unixepoch-ms" });
    this.#file = file;
  }

  override async connect() {
    const adapter = await super.connect();
    // Its own does not wait.
    adapter.dispose = async () => this.#connection?.close();
    return watched(adapter);
  }

  override createClient(): Client {
    const connection = new Connection(this.#file);
    this.#connection = connection;
    // The adapter calls these and no other.
    return {
      execute: (query: Query) => connection.execute(query),
      executeMultiple: async (script: string) => connection.run(script),
      transaction: async () => connection.begin(),
    } as unknown as Client;
  }
}

class Connection {
  readonly #database: Database.Database;
  readonly #folding: ReturnType<typeof foldLog>;
  readonly #prepared = new Map<string, Prepared>();
  #turnEnds = 0;

  constructor(file: string) {
    this.#database = openSqlite(file);
    this.run(`PRAGMA wal_autocheckpoint = ${LONGEST_LOG}`);
    this.#folding = foldLog(file);
    watchFreshness(this.#database);
  }

  /** Rows are plain arrays. Between two statements of a long chain the process gets its turn: nothing else here waits for I/O. */
  async execute({ sql, args }: Query) {
    if (performance.now() > this.#turnEnds) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#turnEnds = performance.now() + TURN_MS;
    }
    const { statement, columns, columnTypes } = this.#prepare(sql);
    const values = args.map(toSqlite);
    if (!statement.reader) {
      this.#folding.soon();
      return { columns, columnTypes, rows: [], rowsAffected: statement.run(values).changes };
    }
    const rows = statement.all(values) as unknown[][];
    for (const row of rows) {
      for (let at = 0; at < row.length; at++) row[at] = fromSqlite(row[at]);
    }
    return { columns, columnTypes, rows, rowsAffected: 0 };
  }

  run(script: string) {
    this.#database.exec(script);
  }

  /** Takes the right to write at once: a transaction that reads first and writes later could be refused in the middle. */
  begin() {
    this.run("BEGIN IMMEDIATE");
    let failed = false;
    return {
      // PostgreSQL gives a transaction up after its first failed statement; so that both agree, SQLite does so here.
      execute: async (query: Query) => {
        const isUndoing = query.sql.startsWith("ROLLBACK TO ");
        if (failed && !isUndoing)
          throw new Error("A statement of this transaction failed: it was rolled back");
        try {
          const result = await this.execute(query);
          if (isUndoing) failed = false;
          return result;
        } catch (error) {
          failed = true;
          throw error;
        }
      },
      // Whatever comes of it, the next one finds the connection outside of a transaction.
      commit: async () => {
        try {
          if (failed) throw new Error("A statement of this transaction failed: it was rolled back");
          this.run("COMMIT");
          this.#folding.soon();
        } finally {
          this.#rollback();
        }
      },
      rollback: async () => this.#rollback(),
    } as unknown as Transaction;
  }

  #rollback() {
    if (this.#database.inTransaction) this.run("ROLLBACK");
  }

  /** Folds the log into the file first: statements that the garbage collector has not met yet hold both open. */
  async close() {
    this.#prepared.clear();
    // Of two that fold at once one gives way.
    await this.#folding.end();
    this.run("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#database.close();
  }

  #prepare(sql: string) {
    const kept = this.#prepared.get(sql);
    if (kept) return kept;
    const statement = this.#database.prepare(sql);
    const prepared: Prepared = { statement, columns: [], columnTypes: [] };
    if (statement.reader) {
      statement.raw(true).safeIntegers(true);
      const columns = statement.columns();
      prepared.columns = columns.map(({ name }) => name);
      prepared.columnTypes = columns.map(({ type }) => type ?? "");
    }
    if (this.#prepared.size >= KEPT_STATEMENTS) {
      for (const [oldest] of this.#prepared) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

// libsql binds every number as a REAL, and `1 / 2` in hand-written SQL would not be 0.
function toSqlite(value: unknown) {
  if (typeof value === "boolean") return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(value as number) : value;
}

function fromSqlite(value: unknown) {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
