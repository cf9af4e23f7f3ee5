import { db } from "./client.server";
import { each } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";

export type CopyState = "queued" | "sent" | "acked" | "read" | "expired" | "withdrawn";
export type CopyRow = {
  messageId: string;
  deviceId: string | null;
  deviceName: string | null;
  seq: number;
  state: CopyState;
  sentAt: Date | null;
  ackedAt: Date | null;
  readAt: Date | null;
};
type Row = Omit<CopyRow, "seq" | "sentAt" | "ackedAt" | "readAt"> &
  Record<"seq" | "sentAt" | "ackedAt" | "readAt", Date | number | bigint | null>;

/**
 * The copies of messages that somebody sent or that went to their own devices, of each message in the order of devices. Other
 * people's devices have no names here.
 */
export async function copiesOf(userId: string, ids: readonly string[], most: number): Promise<CopyRow[]> {
  const own = Prisma.sql`SELECT "id" FROM "Device" WHERE "userId" = ${userId}`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT r."messageId", CASE WHEN d."userId" = ${userId} THEN d."id" END AS "deviceId",
      CASE WHEN d."userId" = ${userId} THEN d."name" END AS "deviceName", r."seq",
      CASE WHEN r."state" = 'queued' AND m."expiresAt" <= ${new Date()} THEN 'expired' ELSE r."state" END AS "state",
      r."sentAt", r."ackedAt", r."readAt"
    FROM (
      SELECT * FROM "RelayMessage" WHERE "messageId" IN (${each(ids)}) AND "deviceId" IN (${own})
      UNION ALL SELECT * FROM "RelayMessage"
      WHERE "messageId" IN (SELECT "id" FROM "Message" WHERE "id" IN (${each(ids)}) AND "senderUserId" = ${userId})
        AND "deviceId" NOT IN (${own})
    ) AS r JOIN "Message" m ON m."id" = r."messageId" JOIN "Device" d ON d."id" = r."deviceId"
    ORDER BY m."seq", r."deviceId" LIMIT ${most}`;
  return rows.map((row) => ({
    ...row,
    seq: Number(row.seq),
    sentAt: moment(row.sentAt),
    ackedAt: row.state === "expired" ? null : moment(row.ackedAt),
    readAt: row.state === "read" ? moment(row.readAt) : null,
  }));
}

function moment(value: Date | number | bigint | null) {
  if (value === null || value instanceof Date) return value;
  return new Date(Number(value));
}
