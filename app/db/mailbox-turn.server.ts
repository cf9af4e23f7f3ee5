import { db, dialect } from "./client.server";

/**
 * Waits until nobody else writes to mailboxes, and lets nobody else before the transaction ends. First of all that a transaction
 * does to them: on PostgreSQL two that take the same rows in another order would wait for each other. SQLite has one writer anyway.
 */
export async function takeMailboxTurn() {
  if (dialect === "postgresql") await db.$executeRaw`SELECT pg_advisory_xact_lock(8235041)`;
}
