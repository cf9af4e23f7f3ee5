/** Where a reader of its own finds the database. */
export type Place = { dialect: "sqlite"; file: string } | { dialect: "postgresql"; url: string };

/** A statement in the words of the database, as another thread can be told it. */
export type Statement = { sql: string; args: readonly (string | number | boolean | Date)[] };

/** Runs statements with one column of text. */
export type Reader = (statement: Statement) => Promise<string[]>;

const BUSY_MS = 5_000;
const IDLE_MS = 10_000;

/** A connection beside those of the shop. */
export async function openReader(place: Place): Promise<Reader> {
  return place.dialect === "sqlite" ? sqliteReader(place.file) : postgresqlReader(place.url);
}

async function sqliteReader(file: string): Promise<Reader> {
  const { default: Database } = await import("libsql");
  const database = new Database(file, { readonly: true, timeout: BUSY_MS });
  return async ({ sql, args }) => {
    const rows = database.prepare(sql).raw().all(args.map(toSqlite)) as [string][];
    return rows.map(([text]) => text);
  };
}

async function postgresqlReader(url: string): Promise<Reader> {
  const [{ default: pg }, { postgresAddress }] = await Promise.all([
    import("pg"),
    import("./postgresql-address"),
  ]);
  const pool = new pg.Pool({
    ...postgresAddress(url),
    max: 1,
    idleTimeoutMillis: IDLE_MS,
  });
  pool.on("error", () => undefined); // a connection that idles may end; the next statement opens another
  return async ({ sql, args }) => {
    const { rows } = await pool.query<[string]>({
      text: sql,
      values: args.map(toPostgresql),
      rowMode: "array",
    });
    return rows.map(([text]) => text);
  };
}

// libsql binds every number as a REAL.
function toSqlite(value: Statement["args"][number]) {
  return typeof value === "string" ? value : BigInt(Number(value));
}

/** PostgreSQL sees by its place what a text stands for. */
function toPostgresql(value: Statement["args"][number]) {
  return value instanceof Date ? value.toISOString() : String(value);
}
