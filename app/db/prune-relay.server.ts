import { db } from "./client.server";

const BATCH = 1_000;

/** What waits in mailboxes beyond its time waits no longer. Returns how many, a thousand at most. */
export async function expireWaiting(now: Date): Promise<number> {
  return db.$executeRaw`
    UPDATE "RelayMessage" SET "state" = 'expired', "endedAt" = ${now}
    WHERE ("deviceId", "seq") IN (
      SELECT r."deviceId", r."seq" FROM "Message" m JOIN "RelayMessage" r ON r."messageId" = m."id"
      WHERE m."expiresAt" <= ${now} AND r."endedAt" IS NULL LIMIT ${BATCH})`;
}

/** Deletes copies that ended at `until` or before, and notes in each mailbox how far it was emptied. A thousand at most. */
export async function deleteCopies(until: Date): Promise<number> {
  const gone = await db.$queryRaw<{ deviceId: string; seq: number | bigint }[]>`
    DELETE FROM "RelayMessage" WHERE ("deviceId", "seq") IN (
      SELECT "deviceId", "seq" FROM "RelayMessage" WHERE "endedAt" <= ${until} LIMIT ${BATCH})
    RETURNING "deviceId", "seq"`;
  const furthest = new Map<string, number>();
  for (const { deviceId, seq } of gone)
    furthest.set(deviceId, Math.max(Number(seq), furthest.get(deviceId) ?? 0));
  for (const [deviceId, seq] of furthest)
    await db.$executeRaw`
      UPDATE "Device" SET "prunedSeq" = ${seq} WHERE "id" = ${deviceId} AND "prunedSeq" < ${seq}`;
  return gone.length;
}

/**
 * Deletes messages without copies that were over at `until` or before, a thousand at most. What the shop told somebody, and they
 * have neither read nor put away, stays.
 */
export async function deleteMessages(until: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "Message" WHERE "id" IN (
      SELECT "id" FROM "Message" m
      WHERE ("expiresAt" <= ${until} OR "readAt" <= ${until} OR "withdrawnAt" <= ${until}
          OR ("userId" IS NULL AND "at" <= ${until}))
        AND ("userId" IS NULL OR "senderUserId" IS NOT NULL OR "readAt" IS NOT NULL OR "dismissedAt" IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM "RelayMessage" r WHERE r."messageId" = m."id")
      LIMIT ${BATCH})`;
}
