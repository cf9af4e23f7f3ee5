import { db, dialect } from "./client.server";
import { CHANNEL, movedText } from "./fleet-line.server";

/**
 * Raises a counter by `count` and returns its new value. One statement on both databases; the row stays locked until commit, when
 * other processes are told that it moved.
 */
export async function takeNumbers(counter: string, count: number): Promise<number> {
  const [row] = await (dialect === "sqlite"
    ? db.$queryRaw<{ value: number }[]>`
        INSERT INTO "Counter" ("name", "value") VALUES (${counter}, ${count})
        ON CONFLICT ("name") DO UPDATE SET "value" = "Counter"."value" + ${count}
        RETURNING "value"`
    : db.$queryRaw<{ value: number }[]>`
        INSERT INTO "Counter" ("name", "value") VALUES (${counter}, ${count})
        ON CONFLICT ("name") DO UPDATE SET "value" = "Counter"."value" + ${count}
        RETURNING "value", pg_notify(${CHANNEL}, ${movedText(counter)})::text AS "told"`);
  if (!row) throw new Error(`no counter ${counter}`);
  return Number(row.value);
}
