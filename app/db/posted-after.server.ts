import { db } from "./client.server";

type Row = {
  id: string;
  seq: number;
  type: string;
  data: unknown;
  at: Date;
  priority: string;
  collapseKey: string | null;
  expiresAt: Date;
  userId: string | null;
  senderUserId: string | null;
  senderDeviceId: string | null;
  productId: string | null;
  copies: [deviceId: string, seq: number, epoch: string][] | null;
};

/**
 * Messages behind a number, oldest first, with the copies that may still be handed out and the epoch of each one's mailbox: one
 * statement however many devices they go to. PostgreSQL alone; on SQLite nobody else posts.
 */
export function postedAfter(seq: number, take: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT m."id", m."seq", m."type", m."data", m."at", m."priority", m."collapseKey", m."expiresAt", m."userId",
      m."senderUserId", m."senderDeviceId", m."productId", (
        SELECT json_agg(json_build_array(d."id", r."seq", d."epoch"))
        FROM "RelayMessage" r JOIN "Device" d ON d."id" = r."deviceId"
        WHERE r."messageId" = m."id" AND r."state" IN ('queued', 'sent', 'acked')) AS "copies"
    FROM "Message" m WHERE m."seq" > ${seq} ORDER BY m."seq" LIMIT ${take}`;
}

/** The newest number that a counter has given out. */
export async function newestNumber(counter: string): Promise<number> {
  const row = await db.counter.findUnique({ where: { name: counter }, select: { value: true } });
  return row?.value ?? 0;
}
