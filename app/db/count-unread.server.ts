import { db } from "./client.server";
import { Prisma } from "./generated/sqlite/client";
import { addressed, ofEachDevice, standing, visible } from "./list-inbox.server";

type Walked = Record<"walked" | "last" | "visible", number | bigint | null>;

/** How many messages of somebody's inbox are unread, counted up to `most`. */
export async function countUnreadRows(userId: string, most: number): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number | bigint }[]>`
    SELECT count(*) AS "count" FROM (${addressed({ userId, view: "unread", take: most }, false)}) AS a`;
  return Math.min(Number(row?.count) + (await countToMany(userId, most)), most);
}

/** By their numbers alone, which an index holds, since each may have a copy on many devices. What is hidden is walked over. */
async function countToMany(userId: string, most: number) {
  let count = 0;
  for (let before: number | undefined; ; ) {
    const [row] = await db.$queryRaw<Walked[]>`
      SELECT count(*) AS "walked", min(m."seq") AS "last", sum(CASE WHEN ${visible} THEN 1 ELSE 0 END) AS "visible"
      FROM (${numbers(userId, most, before)}) AS n JOIN "Message" m ON m."seq" = n."seq"`;
    count += Number(row?.visible ?? 0);
    if (count >= most || Number(row?.walked ?? 0) < most) return count;
    before = Number(row?.last);
  }
}

function numbers(userId: string, most: number, before?: number) {
  const copies = Prisma.sql`SELECT NULL AS "id", r."inboxSeq" AS "seq" FROM "RelayMessage" r
    WHERE ${standing(false, before)} ORDER BY r."inboxSeq" DESC LIMIT ${most}`;
  return Prisma.sql`SELECT DISTINCT c."seq" FROM ${ofEachDevice(userId, copies)} ORDER BY c."seq" DESC LIMIT ${most}`;
}
