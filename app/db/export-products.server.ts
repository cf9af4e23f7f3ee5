import { dialect } from "./client.server";
import { beyond, type Order, orderOf } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";
import { type ProductField, productColumns } from "./product-columns.server";
import { type ProductParts, productJson } from "./product-json.server";
import { amongSql, conditionsOf, type ProductWhere } from "./product-where.server";
import type { Statement } from "./reader.server";

/** A product with all that an export tells. Times are milliseconds since 1970; of the images it has the first. */
export type ExportRow = {
  id: string;
  sku: string | null;
  slug: string;
  name: string;
  summary: string;
  description: string;
  priceCents: number;
  currency: string;
  release: string | null;
  releasedAt: number | null;
  runsOn: string | null;
  monthlyDownloads: number | null;
  published: boolean | 0 | 1;
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
  version: number;
  ratingSum: number;
  ratingCount: number;
  category: { id: string; slug: string; name: string };
  images: { id: string; file: string; widths: string; alt: string; width: number; height: number }[];
  tiers: { id: string; name: string; priceCents: number; checkoutUrl: string | null }[];
};

const parts: ProductParts = {
  columns: [
    ...(["id", "sku", "slug", "name", "summary", "description", "priceCents", "currency"] as const),
    ...(["release", "releasedAt", "runsOn", "monthlyDownloads", "published", "publishedAt"] as const),
    ...(["createdAt", "updatedAt", "version", "ratingSum", "ratingCount"] as const),
  ],
  category: true,
  images: 1,
  tiers: 20,
};

export type ExportBatch = ProductWhere & {
  /** By when products were created, in either direction. */
  order: readonly Order<ProductField>[];
  /** The last row of the batch before. */
  after?: { id: string; createdAt: number };
  take: number;
};

/** Asks for the next products of an export, each an {@link ExportRow} as JSON. */
export function exportStatement({ order, after, take, ...where }: ExportBatch): Statement {
  const conditions = conditionsOf(where);
  if (after) {
    const keys = order.map(({ field }) => (field === "createdAt" ? new Date(after.createdAt) : after.id));
    conditions.push(beyond(order, productColumns, { keys, back: false }));
  }
  const { sql, text, values } = Prisma.sql`
    SELECT CAST(${productJson(parts)} AS TEXT) AS "row" FROM ${amongSql(where)}
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${orderOf(order, productColumns)} LIMIT ${take}`;
  return { sql: dialect === "sqlite" ? sql : text, args: values as Statement["args"] };
}
