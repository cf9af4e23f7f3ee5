import { db, dialect } from "./client.server";

type Ticket = { scope: string; key: string };

/**
 * Whose turn a ticket is, asked first in the transaction that is to keep its answer: `free` for this one until it ends, `held` by
 * another process, or `answered` meanwhile. With `wait` it waits for the other. The embedded database has one process.
 */
export async function ticketTurn({ scope, key }: Ticket, { wait }: { wait: boolean }) {
  if (dialect === "sqlite") return "free";
  const name = `${scope}\n${key}`;
  if (wait) await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
  else {
    const [turn] = await db.$queryRaw<{ free: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS "free"`;
    if (!turn?.free) return "held";
  }
  // A statement of its own: it sees what was committed while this one waited.
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "IdempotencyRecord" WHERE "scope" = ${scope} AND "key" = ${key} AND "expiresAt" >= ${new Date()}`;
  return rows.length > 0 ? "answered" : "free";
}
