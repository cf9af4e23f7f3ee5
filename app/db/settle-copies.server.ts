import { db, dialect } from "./client.server";
import { each } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";

/** What went out to a device: all its numbers from the first to the last. */
export type SentRange = readonly [deviceId: string, first: number, last: number];
/** How far a device says that it got. */
export type AckedUpTo = readonly [deviceId: string, seq: number];

/** The newest numbers that were given out in these mailboxes. */
export async function lastSeqs(deviceIds: readonly string[]): Promise<Map<string, number>> {
  if (deviceIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; lastSeq: number | bigint }[]>`
    SELECT "id", "lastSeq" FROM "Device" WHERE "id" IN (${each(deviceIds)})`;
  return new Map(rows.map(({ id, lastSeq }) => [id, Number(lastSeq)]));
}

/** How far these devices have acknowledged. */
export async function ackedSeqs(deviceIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; ackedSeq: number | bigint }[]>`
    SELECT "id", "ackedSeq" FROM "Device" WHERE "id" IN (${each(deviceIds)})`;
  return new Map(rows.map(({ id, ackedSeq }) => [id, Number(ackedSeq)]));
}

/** Notes that copies are on their way. */
export async function markSent(ranges: readonly SentRange[], now: Date) {
  await db.$executeRaw`
    UPDATE "RelayMessage" SET "state" = 'sent', "sentAt" = ${now} FROM ${listOf(ranges)}
    WHERE "deviceId" = ${text(0)} AND "seq" BETWEEN ${int(1)} AND ${int(2)} AND "state" = 'queued'`;
}

/** Everything up to these numbers has arrived; what had expired before it was sent never will. Nothing waits behind them then. */
export async function markAcked(acks: readonly AckedUpTo[], now: Date) {
  const isExpired = Prisma.sql`"state" = 'queued' AND EXISTS (
    SELECT 1 FROM "Message" m WHERE m."id" = "RelayMessage"."messageId" AND m."expiresAt" <= ${now})`;
  await db.$executeRaw`
    UPDATE "RelayMessage" SET "ackedAt" = ${now}, "endedAt" = ${now},
      "state" = CASE WHEN ${isExpired} THEN 'expired' ELSE 'acked' END,
      "sentAt" = CASE WHEN ${isExpired} THEN NULL ELSE coalesce("sentAt", ${now}) END
    FROM ${listOf(acks)}
    WHERE "deviceId" = ${text(0)} AND "seq" <= ${int(1)} AND "endedAt" IS NULL
      AND "seq" > (SELECT "ackedSeq" FROM "Device" d WHERE d."id" = ${text(0)})`;
  await db.$executeRaw`
    UPDATE "Device" SET "ackedSeq" = ${int(1)}, "lastSeenAt" = ${now} FROM ${listOf(acks)}
    WHERE "Device"."id" = ${text(0)} AND "ackedSeq" < ${int(1)}`;
}

/** A copy that had ended before it was noted that it went out. */
export type OvertakenCopy = { messageId: string; deviceId: string; state: string };

/**
 * Notes of copies that have ended and were not known to be on their way that they were: what a newer one had taken the place of is
 * on its way again, or has arrived, unless it was taken back or read. Every number of a range must have gone out. Returns them; mostly
 * there are none.
 */
export async function markOvertaken(ranges: readonly SentRange[], now: Date): Promise<OvertakenCopy[]> {
  const ended = await db.$queryRaw<{ deviceId: string; seq: number | bigint }[]>`
    SELECT "deviceId", "seq" FROM ${listOf(ranges)} JOIN "RelayMessage"
      ON "deviceId" = ${text(0)} AND "seq" BETWEEN ${int(1)} AND ${int(2)}
    WHERE "endedAt" IS NOT NULL AND "sentAt" IS NULL`;
  if (ended.length === 0) return [];
  const isReplaced = Prisma.sql`"RelayMessage"."state" = 'expired' AND m."withdrawnAt" IS NULL AND m."readAt" IS NULL`;
  const isAcked = Prisma.sql`"RelayMessage"."seq" <= d."ackedSeq"`;
  return db.$queryRaw<OvertakenCopy[]>`
    UPDATE "RelayMessage" SET "sentAt" = ${now},
      "ackedAt" = CASE WHEN ${isReplaced} AND ${isAcked} THEN ${now} ELSE "RelayMessage"."ackedAt" END,
      "endedAt" = CASE WHEN ${isReplaced} AND NOT ${isAcked} THEN NULL ELSE "RelayMessage"."endedAt" END,
      "state" = CASE WHEN "RelayMessage"."state" <> 'expired' THEN "RelayMessage"."state"
        WHEN m."withdrawnAt" IS NOT NULL THEN 'withdrawn' WHEN m."readAt" IS NOT NULL THEN 'read'
        WHEN ${isAcked} THEN 'acked' ELSE 'sent' END
    FROM ${listOf(ended.map(({ deviceId, seq }) => [deviceId, Number(seq)]))}, "Message" AS m, "Device" AS d
    WHERE "RelayMessage"."deviceId" = ${text(0)} AND "RelayMessage"."seq" = ${int(1)}
      AND m."id" = "RelayMessage"."messageId" AND d."id" = "RelayMessage"."deviceId"
    RETURNING "messageId", "deviceId", "state"`;
}

function listOf(rows: readonly (readonly (string | number)[])[]) {
  const list = JSON.stringify(rows);
  return dialect === "sqlite"
    ? Prisma.sql`json_each(${list}) AS l`
    : Prisma.sql`jsonb_array_elements(${list}::jsonb) AS l("value")`;
}

// Brackets: on PostgreSQL the arrow binds as loosely as the comparison beside it.
const text = (at: number) => Prisma.sql`(l."value" ->> ${Prisma.raw(String(at))})`;
const int = (at: number) =>
  dialect === "sqlite" ? text(at) : Prisma.sql`(l."value" ->> ${Prisma.raw(String(at))})::int`;
