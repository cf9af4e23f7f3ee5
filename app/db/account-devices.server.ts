import { db, dialect } from "./client.server";
import { each } from "./conditions.server";

export type AccountDevice = {
  id: string;
  userId: string;
  name: string;
  lastSeq: number;
  ackedSeq: number;
  mutedTypes: readonly string[];
};
export type PriorSend = {
  deviceId: string;
  clientId: string;
  id: string;
  seq: number;
  fingerprint: string;
};

/** The live devices of these accounts, oldest first. */
export async function devicesOf(userIds: readonly string[]): Promise<AccountDevice[]> {
  const rows = await db.$queryRaw<(Omit<AccountDevice, "mutedTypes"> & { muted: string })[]>`
    SELECT "id", "userId", "name", "lastSeq", "ackedSeq", CAST("mutedTypes" AS text) AS "muted" FROM "Device"
    WHERE "userId" IN (${each(userIds)}) AND "revokedAt" IS NULL ORDER BY "id"`;
  return rows.map(({ muted, ...row }) => ({
    ...row,
    lastSeq: Number(row.lastSeq),
    ackedSeq: Number(row.ackedSeq),
    mutedTypes: JSON.parse(muted) as string[],
  }));
}

/** What these devices have sent before under these names of theirs. */
export async function priorSends(
  names: readonly (readonly [deviceId: string, clientId: string])[],
): Promise<PriorSend[]> {
  const list = JSON.stringify(names);
  const rows =
    dialect === "sqlite"
      ? await db.$queryRaw<PriorSend[]>`
          SELECT m."senderDeviceId" AS "deviceId", m."clientId", m."id", m."seq", m."fingerprint"
          FROM json_each(${list}) AS l JOIN "Message" m
            ON m."senderDeviceId" = l."value" ->> 0 AND m."clientId" = l."value" ->> 1`
      : await db.$queryRaw<PriorSend[]>`
          SELECT m."senderDeviceId" AS "deviceId", m."clientId", m."id", m."seq", m."fingerprint"
          FROM jsonb_array_elements(${list}::jsonb) AS l JOIN "Message" m
            ON m."senderDeviceId" = (l ->> 0) AND m."clientId" = (l ->> 1)`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** How many messages wait in each of these mailboxes. Those that stand in an inbox are looked for among the unread. */
export async function countWaiting(deviceIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ deviceId: string; waiting: number | bigint }[]>`
    SELECT d."id" AS "deviceId",
      (SELECT count(*) FROM "RelayMessage" r
        WHERE r."deviceId" = d."id" AND r."endedAt" IS NULL AND r."inboxSeq" IS NULL)
      + (SELECT count(*) FROM "RelayMessage" r
        WHERE r."deviceId" = d."id" AND r."endedAt" IS NULL AND r."inboxSeq" IS NOT NULL AND r."readAt" IS NULL) AS "waiting"
    FROM "Device" d WHERE d."id" IN (${each(deviceIds)})`;
  return new Map(rows.map(({ deviceId, waiting }) => [deviceId, Number(waiting)]));
}

/** When this account sent its `count`th last message to the owner, if there were so many. */
export async function sentToOwnerAt(userId: string, count: number): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | number | bigint }[]>`
    SELECT "at" FROM "Message" WHERE "senderUserId" = ${userId} AND "to" = 'owner'
    ORDER BY "seq" DESC LIMIT 1 OFFSET ${count - 1}`;
  if (!row) return null;
  return row.at instanceof Date ? row.at : new Date(Number(row.at));
}
