import { db } from "./client.server";
import { Prisma } from "./generated/sqlite/client";
import { newId } from "./new-id";

type NewProduct = {
  slug: string;
  sku?: string | null;
  name: string;
  summary: string;
  description: string;
  priceCents: number;
  currency: string;
  release?: string | null;
  runsOn?: string | null;
  searchText: string;
  categoryId: string;
  published: boolean;
};
type NewTier = { name: string; priceCents: number; checkoutUrl?: string | null };

/** What the database was given beside what came in. `tierIds` are in the order of the tiers. */
type Given = { id: string; now: Date; tierIds: string[] };

/**
 * Writes a product and its tiers, in this order. Two statements, which Prisma's nested create makes three of at four times the
 * cost. Throws the unique violations of `slug` and `sku`.
 */
export async function insertProduct(product: NewProduct, tiers: readonly NewTier[]): Promise<Given> {
  const { slug, sku = null, name, summary, description, priceCents, currency } = product;
  const { release = null, runsOn = null, searchText, categoryId, published } = product;
  const given = { id: newId(), now: new Date(), tierIds: tiers.map(() => newId()) };
  const { id, now, tierIds } = given;
  await db.$executeRaw`
    INSERT INTO "Product" ("id", "slug", "sku", "name", "summary", "description", "priceCents", "currency", "release",
      "releasedAt", "runsOn", "searchText", "categoryId", "published", "publishedAt", "createdAt", "updatedAt")
    VALUES (${id}, ${slug}, ${sku}, ${name}, ${summary}, ${description}, ${priceCents}, ${currency}, ${release},
      ${release ? now : null}, ${runsOn}, ${searchText}, ${categoryId}, ${published}, ${published ? now : null}, ${now}, ${now})`;
  if (tiers.length === 0) return given;
  const rows = tiers.map(
    ({ name, priceCents, checkoutUrl = null }, position) =>
      Prisma.sql`(${tierIds[position]}, ${id}, ${name}, ${priceCents}, ${checkoutUrl}, ${position})`,
  );
  await db.$executeRaw`
    INSERT INTO "PriceTier" ("id", "productId", "name", "priceCents", "checkoutUrl", "position") VALUES ${Prisma.join(rows)}`;
  return given;
}
