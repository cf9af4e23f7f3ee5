import { db } from "./client.server";

/** Raises a counter by `count` and returns its new value. One statement on both databases; the row stays locked until commit. */
export async function takeNumbers(counter: string, count: number): Promise<number> {
  const [row] = await db.$queryRaw<{ value: number }[]>`
    INSERT INTO "Counter" ("name", "value") VALUES (${counter}, ${count})
    ON CONFLICT ("name") DO UPDATE SET "value" = "Counter"."value" + ${count}
    RETURNING "value"`;
  if (!row) throw new Error(`no counter ${counter}`);
  return Number(row.value);
}
