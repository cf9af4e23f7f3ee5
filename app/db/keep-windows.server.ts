import { db, dialect } from "./client.server";

type Counted = { bucket: string; endsAtMs: number; used: number };
type Row = { bucket: string; endsAtMs: number | bigint; used: number | bigint };

/**
 * Adds counts of requests to what was kept, and returns the sums. A window that ends `after` a moment and no later than `until` still
 * runs, and of several the first end holds, so that several processes count one window; any other is replaced.
 */
export async function keepWindows(
  counted: readonly Counted[],
  { after, until }: { after: number; until: number },
): Promise<Counted[]> {
  const list = JSON.stringify(counted);
  const rows =
    dialect === "sqlite"
      ? await db.$queryRaw<Row[]>`
          INSERT INTO "RateWindow" ("bucket", "endsAtMs", "used")
          SELECT "value" ->> 'bucket', "value" ->> 'endsAtMs', "value" ->> 'used' FROM json_each(${list}) WHERE true
          ON CONFLICT ("bucket") DO UPDATE SET
            "used" = iif("endsAtMs" > ${after} AND "endsAtMs" <= ${until}, "used" + excluded."used", excluded."used"),
            "endsAtMs" = iif("endsAtMs" > ${after} AND "endsAtMs" <= ${until}, "endsAtMs", excluded."endsAtMs")
          RETURNING "bucket", "endsAtMs", "used"`
      : await db.$queryRaw<Row[]>`
          INSERT INTO "RateWindow" ("bucket", "endsAtMs", "used")
          SELECT "bucket", "endsAtMs", "used"
          FROM jsonb_to_recordset(${list}::jsonb) AS r("bucket" text, "endsAtMs" bigint, "used" int)
          ORDER BY "bucket"
          ON CONFLICT ("bucket") DO UPDATE SET
            "used" = CASE WHEN "RateWindow"."endsAtMs" > ${after}::bigint AND "RateWindow"."endsAtMs" <= ${until}::bigint
              THEN "RateWindow"."used" + excluded."used" ELSE excluded."used" END,
            "endsAtMs" = CASE WHEN "RateWindow"."endsAtMs" > ${after}::bigint AND "RateWindow"."endsAtMs" <= ${until}::bigint
              THEN "RateWindow"."endsAtMs" ELSE excluded."endsAtMs" END
          RETURNING "bucket", "endsAtMs", "used"`;
  return rows.map(({ bucket, endsAtMs, used }) => ({
    bucket,
    endsAtMs: Number(endsAtMs),
    used: Number(used),
  }));
}
