import { db } from "./client.server";

/** A message on its way to a device. `data` is still JSON. */
export type TakenCopy = {
  seq: number;
  id: string;
  type: string;
  data: string;
  at: Date;
  priority: string;
  collapseKey: string | null;
  expiresAt: Date | null;
  senderDeviceId: string | null;
};
type Row = Omit<TakenCopy, "seq" | "at" | "expiresAt"> & {
  seq: number | bigint;
  at: Date | number | bigint;
  expiresAt: Date | number | bigint | null;
};
type Wanted = { after: number; most: number; bytes: number; now: Date };

/**
 * The next copies of a mailbox in order: at most so many, and only as many bytes of data as fit, though always one. What has
 * expired, was taken back or read elsewhere is passed over, and so is what tells of a product that is off the shelf now.
 */
export async function takeCopies(
  deviceId: string,
  { after, most, bytes, now }: Wanted,
): Promise<TakenCopy[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT "seq", "id", "type", "data", "at", "priority", "collapseKey", "expiresAt", "senderDeviceId" FROM (
      SELECT t.*, sum(length("data")) OVER (ORDER BY "seq") - length("data") AS "before" FROM (
        SELECT r."seq", m."id", m."type", CAST(m."data" AS TEXT) AS "data", m."at", m."priority", m."collapseKey", m."expiresAt",
          m."senderDeviceId"
        FROM "RelayMessage" r JOIN "Message" m ON m."id" = r."messageId"
        WHERE r."deviceId" = ${deviceId} AND r."seq" > ${after} AND r."state" IN ('queued', 'sent', 'acked')
          AND (m."expiresAt" IS NULL OR m."expiresAt" > ${now})
          AND (m."productId" IS NULL OR EXISTS (
            SELECT 1 FROM "Product" p WHERE p."id" = m."productId" AND p."published" AND p."deletedAt" IS NULL))
        ORDER BY r."seq" LIMIT ${most}
      ) AS t
    ) AS b WHERE "before" < ${bytes} ORDER BY "seq"`;
  return rows.map((row) => ({
    ...row,
    seq: Number(row.seq),
    at: moment(row.at),
    expiresAt: row.expiresAt === null ? null : moment(row.expiresAt),
  }));
}

/** SQLite knows no dates of its own behind an alias. */
const moment = (value: Date | number | bigint) => (value instanceof Date ? value : new Date(Number(value)));
