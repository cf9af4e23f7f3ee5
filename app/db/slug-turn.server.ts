import { db, dialect } from "./client.server";

/**
 * Waits until no other transaction makes an address of the same words, and lets none before this one ends: whoever looks for a
 * free one next sees what this one took. SQLite has one writer anyway.
 */
export async function takeSlugTurn(slug: string) {
  if (dialect === "postgresql")
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`slug ${slug}`}, 0))`;
}
