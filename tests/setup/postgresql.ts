import pg from "pg";

const server = process.env.TEST_POSTGRES_URL ?? "";

/** The address of a database on the PostgreSQL that the tests may use. */
export function addressOf(database: string) {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

export async function runPostgres(sql: string) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
