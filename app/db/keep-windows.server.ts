import { db, dialect } from "./client.server";

type Counted = { bucket: string; endsAtMs: number; used: number };
type Row = { bucket: string; endsAtMs: number | bigint; used: number | bigint };

/**
 * Adds counts of requests to what was kept, and returns the sums. A window that is over by `nowMs` is replaced; of one that still
 * runs the first end holds, so that several processes count one window.
 */
export async function keepWindows(counted: readonly Counted[], nowMs: number): Promise<Counted[]> {
  const list = JSON.stringify(counted);
  const rows =
    dialect === "sqlite"
      ? await db.$queryRaw<Row[]>`
          INSERT INTO "RateWindow" ("bucket", "endsAtMs", "used")
          SELECT "value" ->> 'bucket', "value" ->> 'endsAtMs', "value" ->> 'used' FROM json_each(${list}) WHERE true
          ON CONFLICT ("bucket") DO UPDATE SET
            "used" = iif("endsAtMs" > ${nowMs}, "used" + excluded."used", excluded."used"),
            "endsAtMs" = iif("endsAtMs" > ${nowMs}, "endsAtMs", excluded."endsAtMs")
          RETURNING "bucket", "endsAtMs", "used"`
      : await db.$queryRaw<Row[]>`
          INSERT INTO "RateWindow" ("bucket", "endsAtMs", "used")
          SELECT "bucket", "endsAtMs", "used"
          FROM jsonb_to_recordset(${list}::jsonb) AS r("bucket" text, "endsAtMs" bigint, "used" int)
          ORDER BY "bucket"
          ON CONFLICT ("bucket") DO UPDATE SET
            "used" = CASE WHEN "RateWindow"."endsAtMs" > ${nowMs}::bigint
              THEN "RateWindow"."used" + excluded."used" ELSE excluded."used" END,
            "endsAtMs" = CASE WHEN "RateWindow"."endsAtMs" > ${nowMs}::bigint
              THEN "RateWindow"."endsAtMs" ELSE excluded."endsAtMs" END
          RETURNING "bucket", "endsAtMs", "used"`;
  return rows.map(({ bucket, endsAtMs, used }) => ({
    bucket,
    endsAtMs: Number(endsAtMs),
    used: Number(used),
  }));
}
