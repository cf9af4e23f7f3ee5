import { db } from "./client.server";
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
    SELECT "id", "seq", "isRead" FROM (${union(question)}) AS i ORDER BY "seq" DESC LIMIT ${question.take}`;
  return rows.map(({ id, seq, isRead }) => ({ id, seq: Number(seq), isRead: Number(isRead) === 1 }));
}

/** How many there are, counted up to `take`. */
export async function countInbox(question: InboxQuestion): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number | bigint }[]>`
    SELECT count(*) AS "count" FROM (${union(question)}) AS i`;
  return Math.min(Number(row?.count ?? 0), question.take);
}

/** Each part follows an index of its own as far as the page goes. */
function union({ userId, view, before, take }: InboxQuestion) {
  const visible = Prisma.sql`m."withdrawnAt" IS NULL AND (m."productId" IS NULL OR EXISTS (
    SELECT 1 FROM "Product" p WHERE p."id" = m."productId" AND p."published" AND p."deletedAt" IS NULL))`;
  const here = before === undefined ? visible : Prisma.sql`${visible} AND m."seq" < ${before}`;
  const page = Prisma.sql`ORDER BY m."seq" DESC LIMIT ${take}`;
  const isOwn = Prisma.sql`m."senderUserId" = ${userId}`;
  const isOthers = Prisma.sql`(m."senderUserId" IS NULL OR m."senderUserId" <> ${userId})`;
  // What came from the web is known to its sender; what came from a device is not known here.
  const isNews = Prisma.sql`(${isOthers} OR m."senderDeviceId" IS NOT NULL)`;
  const state = (readAt: Prisma.Sql, received: Prisma.Sql) =>
    view === "unread"
      ? Prisma.sql`AND ${readAt} IS NULL AND ${received}`
      : view === "read"
        ? Prisma.sql`AND ${readAt} IS NOT NULL AND ${received}`
        : Prisma.empty;

  const addressed = Prisma.sql`SELECT * FROM (
    SELECT m."id", m."seq", CASE WHEN m."readAt" IS NULL THEN 0 ELSE 1 END AS "isRead" FROM "Message" m
    WHERE m."userId" = ${userId} AND m."dismissedAt" IS NULL AND ${here} ${state(Prisma.sql`m."readAt"`, isNews)}
      ${view === "sent" ? Prisma.sql`AND ${isOwn}` : Prisma.empty} ${page}) AS addressed`;
  const sent = Prisma.sql`SELECT * FROM (
    SELECT m."id", m."seq", 1 AS "isRead" FROM "Message" m
    WHERE ${isOwn} AND (m."userId" IS NULL OR m."userId" <> ${userId}) AND ${here} ${page}) AS sent`;
  const broadcast = Prisma.sql`SELECT * FROM (
    SELECT m."id", m."seq", CASE WHEN c."readAt" IS NULL THEN 0 ELSE 1 END AS "isRead" FROM (
      SELECT r."messageId", max(r."readAt") AS "readAt" FROM "RelayMessage" r JOIN "Device" d ON d."id" = r."deviceId"
      WHERE d."userId" = ${userId} GROUP BY r."messageId") AS c JOIN "Message" m ON m."id" = c."messageId"
    WHERE m."userId" IS NULL AND ${isOthers} AND (m."senderUserId" IS NOT NULL OR m."type" = 'product.published')
      AND ${here} ${state(Prisma.sql`c."readAt"`, isOthers)} ${page}) AS broadcast`;

  const parts =
    view === "sent"
      ? [addressed, sent]
      : view === "all"
        ? [addressed, sent, broadcast]
        : [addressed, broadcast];
  return Prisma.join(parts, " UNION ALL ");
}
