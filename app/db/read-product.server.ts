import { db } from "./client.server";
import { each } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";
import { keptSql, onShelfSql } from "./product-columns.server";
import { type ProductParts, productJson, reviveProduct } from "./product-json.server";

type Asked = { by: "id" | "slug"; value: string; drafts: boolean; parts: ProductParts };

/** One product with all its parts in one statement, or null. Drafts only with `drafts`; what lies in the trash never. */
export async function readProduct<Row>({ by, value, drafts, parts }: Asked): Promise<Row | null> {
  const [row] = await db.$queryRaw<{ item: string }[]>`
    SELECT CAST(${productJson(parts)} AS TEXT) AS "item" FROM "Product" p
    WHERE ${Prisma.raw(`p."${by}"`)} = ${value} AND ${drafts ? keptSql : onShelfSql}`;
  return row ? reviveProduct(JSON.parse(row.item) as Row) : null;
}

/** All of these that are not gone for good, drafts and what lies in the trash too, in one statement and in no order. */
export async function readProductsAnywhere<Row>(
  ids: readonly string[],
  parts: ProductParts,
): Promise<{ product: Row; trashed: boolean }[]> {
  const rows = await db.$queryRaw<{ item: string; trashed: number | bigint }[]>`
    SELECT CAST(${productJson(parts)} AS TEXT) AS "item", CASE WHEN p."deletedAt" IS NULL THEN 0 ELSE 1 END AS "trashed"
    FROM "Product" p WHERE p."id" IN (${each(ids)})`;
  return rows.map(({ item, trashed }) => ({
    product: reviveProduct(JSON.parse(item) as Row),
    trashed: Number(trashed) === 1,
  }));
}
