import { db, dialect } from "./client.server";

type Newest = { messageId: string; seq: number; collapseKey: string; senderUserId: string | null };

/** Those of these messages that are not the first under their collapse key: most are. */
export async function withOlder(messages: readonly Newest[]): Promise<Newest[]> {
  if (messages.length === 0) return [];
  const list = JSON.stringify(
    messages.map(({ messageId, seq, collapseKey }) => [messageId, seq, collapseKey]),
  );
  const rows = await (dialect === "sqlite"
    ? db.$queryRaw<{ id: string }[]>`
        SELECT l."value" ->> 0 AS "id" FROM json_each(${list}) AS l WHERE EXISTS (
          SELECT 1 FROM "Message" m WHERE m."collapseKey" = l."value" ->> 2 AND m."seq" < l."value" ->> 1)`
    : db.$queryRaw<{ id: string }[]>`
        SELECT l ->> 0 AS "id" FROM jsonb_array_elements(${list}::jsonb) AS l WHERE EXISTS (
          SELECT 1 FROM "Message" m WHERE m."collapseKey" = l ->> 2 AND m."seq" < (l ->> 1)::int)`);
  const found = new Set(rows.map(({ id }) => id));
  return messages.filter(({ messageId }) => found.has(messageId));
}

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
    WHERE "deviceId" = ${deviceId} AND "endedAt" IS NULL
      AND "seq" > (SELECT "ackedSeq" FROM "Device" WHERE "id" = ${deviceId})`;
  await db.$executeRaw`
    UPDATE "Device" SET "epoch" = ${epoch}, "ackedSeq" = "lastSeq" WHERE "id" = ${deviceId}`;
}
