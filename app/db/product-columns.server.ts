import { dialect } from "./client.server";
import type { Columns } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";

export type ProductField =
  | "id"
  | "slug"
  | "sku"
  | "name"
  | "category"
  | "priceCents"
  | "currency"
  | "rating"
  | "published"
  | "publishedAt"
  | "createdAt"
  | "updatedAt";

const noTime = dialect === "sqlite" ? Prisma.sql`0` : Prisma.sql`'epoch'::timestamp`;
/** In tenths, rounded as it is shown. Unrated products come out below all others. */
const tenths = Prisma.sql`CASE WHEN p."ratingCount" = 0 THEN -1 ELSE (p."ratingSum" * 20 + p."ratingCount") / (p."ratingCount" * 2) END`;

/** What products are put in order by. None is ever null. */
export const productColumns: Columns<ProductField> = {
  id: Prisma.sql`p."id"`,
  slug: Prisma.sql`p."slug"`,
  sku: Prisma.sql`p."sku"`,
  // The folded text begins with the name: upper and lower case stand together.
  name: Prisma.sql`p."searchText"`,
  category: Prisma.sql`p."categoryId"`,
  priceCents: Prisma.sql`p."priceCents"`,
  currency: Prisma.sql`p."currency"`,
  rating: tenths,
  published: Prisma.sql`p."published"`,
  publishedAt: Prisma.sql`coalesce(p."publishedAt", ${noTime})`,
  createdAt: Prisma.sql`p."createdAt"`,
  updatedAt: Prisma.sql`p."updatedAt"`,
};

/** What products are narrowed by: what nobody rated fits no range of ratings. */
export const filterColumns: Columns<ProductField> = {
  ...productColumns,
  name: Prisma.sql`p."name"`,
  publishedAt: Prisma.sql`p."publishedAt"`,
  rating: Prisma.sql`nullif(${tenths}, -1)`,
};

const times = new Set<ProductField>(["publishedAt", "createdAt", "updatedAt"]);
export const isTime = (field: ProductField) => times.has(field);

/** The words of the partial indexes, so that both databases see that they fit. */
export const onShelfSql = Prisma.sql`p."published" AND p."deletedAt" IS NULL`;
export const keptSql = Prisma.sql`p."deletedAt" IS NULL`;

/** Milliseconds, as JSON can hold a time. */
export function millis(column: Prisma.Sql) {
  return dialect === "sqlite" ? column : Prisma.sql`(extract(epoch FROM ${column}) * 1000)::bigint`;
}
