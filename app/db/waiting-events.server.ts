import { db } from "./client.server";

type Row = {
  seq: number;
  id: string;
  type: string;
  subject: string;
  actor: string | null;
  data: Record<string, unknown>;
  at: Date;
};

/** What a consumer has not handled yet, oldest first. */
export function waitingEvents(consumer: string, take: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT "seq", "id", "type", "subject", "actor", "data", "at" FROM "Event"
    WHERE "seq" > coalesce((SELECT "seq" FROM "ConsumerPosition" WHERE "name" = ${consumer}), 0)
    ORDER BY "seq" LIMIT ${take}`;
}

/** What was committed behind a number, oldest first. */
export function eventsAfter(seq: number, take: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT "seq", "id", "type", "subject", "actor", "data", "at" FROM "Event"
    WHERE "seq" > ${seq} ORDER BY "seq" LIMIT ${take}`;
}

/**
 * Notes how far a consumer comes with a batch. Says whether it had not got there before: of several processes with one batch the
 * first goes on, and the others wait here for what becomes of it.
 */
export async function moveConsumer(name: string, { first, last }: { first: number; last: number }) {
  const moved = await db.$executeRaw`
    INSERT INTO "ConsumerPosition" ("name", "seq") VALUES (${name}, ${last})
    ON CONFLICT ("name") DO UPDATE SET "seq" = ${last} WHERE "ConsumerPosition"."seq" < ${first}`;
  return moved > 0;
}
