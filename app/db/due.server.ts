import { db } from "./client.server";
import { Prisma } from "./generated/sqlite/client";

// One statement each on both databases. Prisma cannot return what it deletes, and a row may be restored after it was listed.

export type DueTable = "Notification" | "Product" | "ProductImage" | "Review";
type Row = { id: string };

/** Up to `take` rows that were put in the trash at `until` or before, oldest first. */
export async function listDue(table: DueTable, { until, take }: { until: Date; take: number }) {
  const rows = await db.$queryRaw<Row[]>`
    SELECT "id" FROM ${quoted(table)} WHERE "deletedAt" <= ${until} ORDER BY "deletedAt" LIMIT ${take}`;
  return rows.map((row) => row.id);
}

/** Deletes those of the rows that are still due, and returns their ids. */
export async function deleteDue(table: DueTable, { until, ids }: { until: Date; ids: readonly string[] }) {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`
    DELETE FROM ${quoted(table)} WHERE "id" IN (${Prisma.join([...ids])}) AND "deletedAt" <= ${until}
    RETURNING "id"`;
  return rows.map((row) => row.id);
}

const quoted = (table: DueTable) => Prisma.raw(`"${table}"`);
