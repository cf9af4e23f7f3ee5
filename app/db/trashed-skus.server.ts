import { db, dialect } from "./client.server";

/** Which of these skus lie in the trash, where a sku is kept as `sku~id`. */
export async function trashedSkus(skus: readonly string[]): Promise<Set<string>> {
  const list = JSON.stringify(skus);
  const rows =
    dialect === "sqlite"
      ? await db.$queryRaw<{ sku: string }[]>`
          SELECT DISTINCT substr("sku", 1, instr("sku", '~') - 1) AS "sku" FROM "Product"
          WHERE "deletedAt" IS NOT NULL
            AND substr("sku", 1, instr("sku", '~') - 1) IN (SELECT "value" FROM json_each(${list}))`
      : await db.$queryRaw<{ sku: string }[]>`
          SELECT DISTINCT split_part("sku", '~', 1) AS "sku" FROM "Product"
          WHERE "deletedAt" IS NOT NULL
            AND split_part("sku", '~', 1) IN (SELECT jsonb_array_elements_text(${list}::jsonb))`;
  return new Set(rows.map((row) => row.sku));
}
