import { db, dialect } from "./client.server";
import { each } from "./conditions.server";

type Last = { endpointId: string; subject: string; firstTriedAt: Date | null };
type Row = Omit<Last, "firstTriedAt"> & { firstTriedAt: Date | number | bigint | null };

/** Of what waits for each of these endpoints about each of these subjects, the last. */
export async function lastOfLines(
  endpointIds: readonly string[],
  subjects: readonly string[],
): Promise<Last[]> {
  const rows =
    dialect === "sqlite"
      ? await db.$queryRaw<Row[]>`
          SELECT "endpointId", "subject", "firstTriedAt", max("seq") FROM "WebhookDelivery"
          WHERE "endpointId" IN (${each(endpointIds)}) AND "subject" IN (${each(subjects)}) AND "state" = 'pending'
          GROUP BY "endpointId", "subject"`
      : await db.$queryRaw<Row[]>`
          SELECT DISTINCT ON ("endpointId", "subject") "endpointId", "subject", "firstTriedAt" FROM "WebhookDelivery"
          WHERE "endpointId" IN (${each(endpointIds)}) AND "subject" IN (${each(subjects)}) AND "state" = 'pending'
          ORDER BY "endpointId", "subject", "seq" DESC`;
  return rows.map((row) => ({ ...row, firstTriedAt: moment(row.firstTriedAt) }));
}

function moment(value: Row["firstTriedAt"]) {
  if (value === null || value instanceof Date) return value;
  return new Date(Number(value));
}
