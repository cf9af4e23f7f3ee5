import { db } from "./client.server";
import { each } from "./conditions.server";

/** A copy that was ended. `sent` when it had gone out before. */
export type EndedCopy = { messageId: string; deviceId: string; sent: boolean };
type Row = { messageId: string; deviceId: string; sentAt: unknown };

/**
 * Somebody has read these messages: those of their inbox, and the copies of their devices. Returns the copies. What stands in
 * their inbox by a copy that had ended unread is read as well.
 */
export async function markRead(userId: string, ids: readonly string[], now: Date): Promise<EndedCopy[]> {
  await db.$executeRaw`
    UPDATE "Message" SET "readAt" = ${now}
    WHERE "id" IN (${each(ids)}) AND "userId" = ${userId} AND "readAt" IS NULL`;
  const copies = db.$queryRaw<(Row & { state: string })[]>`
    UPDATE "RelayMessage" SET "readAt" = ${now}, "endedAt" = coalesce("endedAt", ${now}),
      "state" = CASE WHEN "state" IN ('queued', 'sent', 'acked') THEN 'read' ELSE "state" END
    WHERE "messageId" IN (${each(ids)}) AND "readAt" IS NULL
      AND ("state" IN ('queued', 'sent', 'acked') OR "inboxSeq" IS NOT NULL)
      AND "deviceId" IN (SELECT "id" FROM "Device" WHERE "userId" = ${userId})
    RETURNING "messageId", "deviceId", "sentAt", "state"`;
  return ended(copies.then((rows) => rows.filter(({ state }) => state === "read")));
}

/** Takes back one's own message unless somebody has read it. Says whether it did. */
export async function markWithdrawn(userId: string, id: string, now: Date): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE "Message" SET "withdrawnAt" = ${now}
    WHERE "id" = ${id} AND "senderUserId" = ${userId} AND "readAt" IS NULL AND "withdrawnAt" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "RelayMessage" r WHERE r."messageId" = "Message"."id" AND r."readAt" IS NOT NULL)`;
  return rows > 0;
}

/** Ends the copies of a message that was taken back. Returns them. */
export async function withdrawCopies(messageId: string, now: Date): Promise<EndedCopy[]> {
  return ended(db.$queryRaw<Row[]>`
    UPDATE "RelayMessage" SET "state" = 'withdrawn', "endedAt" = coalesce("endedAt", ${now})
    WHERE "messageId" = ${messageId} AND "state" IN ('queued', 'sent', 'acked')
    RETURNING "messageId", "deviceId", "sentAt"`);
}

/** What waits to tell of a product that is off the shelf need not wait any longer. */
export async function withdrawOfProducts(productIds: readonly string[], now: Date) {
  await db.$executeRaw`
    UPDATE "RelayMessage" SET "state" = 'withdrawn', "endedAt" = ${now}
    WHERE "state" = 'queued' AND "endedAt" IS NULL
      AND "messageId" IN (SELECT "id" FROM "Message" WHERE "productId" IN (${each(productIds)}))`;
}

async function ended(rows: Promise<Row[]>): Promise<EndedCopy[]> {
  return (await rows).map(({ sentAt, ...copy }) => ({ ...copy, sent: sentAt !== null }));
}
