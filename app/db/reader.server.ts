import type { ExportStatement } from "./export-products";

/** Where a reader of its own finds the database. */
export type Place = { dialect: "sqlite"; file: string } | { dialect: "postgresql"; url: string };

/** Runs statements with one column of text. */
export type Reader = (statement: ExportStatement) => Promise<string[]>;

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
    const rows = database.prepare(sql).raw().all(args) as [string][];
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
    const { rows } = await pool.query<[string]>({ text: sql, values: args.map(String), rowMode: "array" });
    return rows.map(([text]) => text);
  };
}
