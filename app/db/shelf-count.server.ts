import { db } from "./client.server";

export type ShelfGroup = { categoryId: string; currency: string; count: number; lowest: number };

/** How many products each category has on the shelf in each currency, and the lowest price of them. */
export async function countShelf(): Promise<ShelfGroup[]> {
  const groups = await db.$queryRaw<ShelfGroup[]>`
    SELECT s."categoryId", s."currency", s."count", (
      SELECT min(p."priceCents") FROM "Product" p
      WHERE p."categoryId" = s."categoryId" AND p."currency" = s."currency" AND p."published" AND p."deletedAt" IS NULL
    ) AS "lowest"
    FROM (
      SELECT "categoryId", "currency", sum("value") AS "count" FROM "ShelfCount"
      WHERE "categoryId" <> '' GROUP BY "categoryId", "currency"
    ) AS s WHERE s."count" > 0`;
  return groups.map(({ count, lowest, ...group }) => ({
    ...group,
    count: Number(count),
    lowest: Number(lowest),
  }));
}
