import { db, dialect } from "./client.server";
import { Prisma } from "./generated/sqlite/client";

export type View = "all" | "unread" | "read" | "sent";
/** Somebody's messages, newest first; `before` is the number of the message that the page comes after. */
export type InboxQuestion = { userId: string; view: View; before?: number; take: number };
export type InboxRow = { id: string; seq: number; isRead: boolean };

/**
 * What is in somebody's inbox: what is addressed to them, what they have sent, and what their devices were told that went to
 * many. What was taken back, dismissed or tells of a product off the shelf is not in it.
 */
export async function inboxOf(question: InboxQuestion): Promise<InboxRow[]> {
  const rows = await db.$queryRaw<{ id: string; seq: number | bigint; isRead: number | bigint }[]>`
    ${found(question)} ORDER BY "seq" DESC LIMIT ${question.take}`;
  return rows.map(({ id, seq, isRead }) => ({ id, seq: Number(seq), isRead: Number(isRead) === 1 }));
}

/** Every part goes along an index of its own as far as the page goes; several devices may have the same. */
function found(question: InboxQuestion) {
  const parts = {
    unread: [addressed(question, false), toMany(question, false)],
    read: [addressed(question, true), toMany(question, true)],
    sent: [sent(question)],
  };
  const { unread, read, sent: own } = parts;
  const wanted = question.view === "all" ? [...unread, ...read, ...own] : parts[question.view];
  return Prisma.sql`SELECT "id", "seq", max("isRead") AS "isRead" FROM (${Prisma.join(wanted, " UNION ALL ")}) AS f
    GROUP BY "id", "seq"`;
}

const told = (isRead: boolean) => Prisma.raw(isRead ? "1" : "0");

const whether = (column: string, isRead: boolean) =>
  Prisma.raw(`${column}."readAt" IS ${isRead ? "NOT NULL" : "NULL"}`);

/** What is addressed to them. What they have sent from the web is known to them. In the words of the partial indexes. */
export function addressed({ userId, before, take }: InboxQuestion, isRead: boolean) {
  return Prisma.sql`SELECT * FROM (
    SELECT m."id", m."seq", ${told(isRead)} AS "isRead" FROM "Message" m
    WHERE m."userId" = ${userId} AND ${whether("m", isRead)} AND m."dismissedAt" IS NULL AND ${visible}
      AND (m."senderUserId" IS NULL OR m."senderUserId" <> m."userId" OR m."senderDeviceId" IS NOT NULL)
      ${beforeIt("m", "seq", before)} ORDER BY m."seq" DESC LIMIT ${take}) AS addressed`;
}

function sent({ userId, before, take }: InboxQuestion) {
  return Prisma.sql`SELECT * FROM (
    SELECT m."id", m."seq", CASE WHEN m."userId" = ${userId} AND m."readAt" IS NULL THEN 0 ELSE 1 END AS "isRead" FROM "Message" m
    WHERE m."senderUserId" = ${userId} AND (m."userId" IS NULL OR m."userId" <> ${userId} OR m."dismissedAt" IS NULL)
      AND ${visible} ${beforeIt("m", "seq", before)} ORDER BY m."seq" DESC LIMIT ${take}) AS sent`;
}

/** What went to many, by the copies in each of their mailboxes. */
function toMany({ userId, before, take }: InboxQuestion, isRead: boolean) {
  const copies = Prisma.sql`
    SELECT m."id", m."seq" FROM "RelayMessage" r ${onlyThen} JOIN "Message" m ON m."id" = r."messageId"
    WHERE ${standing(isRead, before)} AND ${visible} ORDER BY r."inboxSeq" DESC LIMIT ${take}`;
  return Prisma.sql`SELECT c."id", c."seq", ${told(isRead)} AS "isRead" FROM ${ofEachDevice(userId, copies)}`;
}

/** The rows of `id` and `seq` that `copies` finds for each device `d` of somebody, as `c`. */
export function ofEachDevice(userId: string, copies: Prisma.Sql) {
  return dialect === "sqlite"
    ? Prisma.sql`(SELECT l."value" ->> 0 AS "id", l."value" ->> 1 AS "seq" FROM "Device" d,
        json_each((SELECT json_group_array(json_array("id", "seq")) FROM (${copies}))) AS l WHERE d."userId" = ${userId}) AS c`
    : Prisma.sql`"Device" d CROSS JOIN LATERAL (${copies}) AS c WHERE d."userId" = ${userId}`;
}

/** A copy `r` that stands in the inbox of the reader of device `d`. In the words of the partial indexes. */
export function standing(isRead: boolean, before?: number) {
  return Prisma.sql`r."deviceId" = d."id" AND r."inboxSeq" IS NOT NULL AND ${whether("r", isRead)}
    ${beforeIt("r", "inboxSeq", before)}`;
}

/** SQLite might begin with the messages otherwise. */
const onlyThen = dialect === "sqlite" ? Prisma.raw("CROSS") : Prisma.empty;

export const visible = Prisma.sql`m."withdrawnAt" IS NULL AND (m."productId" IS NULL OR EXISTS (
  SELECT 1 FROM "Product" p WHERE p."id" = m."productId" AND p."published" AND p."deletedAt" IS NULL))`;

function beforeIt(table: "m" | "r", column: string, before?: number) {
  return before === undefined
    ? Prisma.empty
    : Prisma.sql`AND ${Prisma.raw(`${table}."${column}"`)} < ${before}`;
}
