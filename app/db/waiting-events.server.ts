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

/** Notes how far a consumer has come. */
export async function moveConsumer(consumer: string, seq: number) {
  await db.$executeRaw`
    INSERT INTO "ConsumerPosition" ("name", "seq") VALUES (${consumer}, ${seq})
    ON CONFLICT ("name") DO UPDATE SET "seq" = ${seq}`;
}
