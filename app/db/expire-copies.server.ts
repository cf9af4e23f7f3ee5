import { db } from "./client.server";

type Newest = { messageId: string; seq: number; collapseKey: string; senderUserId: string | null };

/**
 * The newest of what shares a collapse key takes the place of the older ones of the same sender that have not gone out: in the
 * mailboxes in which it has a copy itself.
 */
export async function expireOlder({ messageId, seq, collapseKey, senderUserId }: Newest, now: Date) {
  await db.$executeRaw`
    UPDATE "RelayMessage" SET "state" = 'expired', "endedAt" = ${now}
    WHERE "state" = 'queued' AND "endedAt" IS NULL
      AND "messageId" IN (
        SELECT "id" FROM "Message" WHERE "collapseKey" = ${collapseKey} AND "seq" < ${seq}
          AND coalesce("senderUserId", '') = ${senderUserId ?? ""})
      AND "deviceId" IN (SELECT "deviceId" FROM "RelayMessage" WHERE "messageId" = ${messageId})`;
}

/** Empties a mailbox that has overflowed: what waits in it is given up, and its cursors no longer hold. */
export async function overflow(deviceId: string, epoch: string, now: Date) {
  await db.$executeRaw`
    UPDATE "RelayMessage" SET "state" = 'expired', "endedAt" = ${now}
    WHERE "deviceId" = ${deviceId} AND "endedAt" IS NULL`;
  await db.$executeRaw`
    UPDATE "Device" SET "epoch" = ${epoch}, "ackedSeq" = "lastSeq" WHERE "id" = ${deviceId}`;
}
