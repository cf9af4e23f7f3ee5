import { db } from "./client.server";
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
