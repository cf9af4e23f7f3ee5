import { db, dialect } from "./client.server";
import { Prisma } from "./generated/sqlite/client";

// Prisma cannot return what it deletes, a row may be restored after it was listed, and a thousand parameters cost more than
// the delete: the ids go in as one.

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
  const rows = await db.$queryRaw<Row[]>`
    DELETE FROM ${quoted(table)} WHERE "id" IN (${each(ids)}) AND "deletedAt" <= ${until} RETURNING "id"`;
  return rows.map((row) => row.id);
}

/** The files of pictures, each with the row that it goes with: the picture itself, or its product. */
export async function listFiles(column: "id" | "productId", ids: readonly string[]) {
  return db.$queryRaw<{ owner: string; file: string; widths: string }[]>`
    SELECT ${quoted(column)} AS "owner", "file", "widths" FROM "ProductImage"
    WHERE ${quoted(column)} IN (${each(ids)})`;
}

function each(ids: readonly string[]) {
  const list = JSON.stringify(ids);
  return dialect === "sqlite"
    ? Prisma.sql`SELECT "value" FROM json_each(${list})`
    : Prisma.sql`SELECT jsonb_array_elements_text(${list}::jsonb)`;
}

const quoted = (name: DueTable | "id" | "productId") => Prisma.raw(`"${name}"`);
