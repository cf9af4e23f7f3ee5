import type { ExportRow } from "~/db/export-products.server";
import { csvLine } from "~/models/csv";
import { exportColumns } from "~/models/import/columns";
import { imageOut, ratingOut } from "~/models/product/shape";

/** The columns that an import reads. */
export const csvHeader = csvLine(exportColumns);

export function csvOf(row: ExportRow) {
  const cells: Record<(typeof exportColumns)[number], string | number | boolean | null> = {
    sku: row.sku,
    name: row.name,
    summary: row.summary,
    version: row.release,
    category: row.category.slug,
    price_cents: row.priceCents,
    currency: row.currency,
    downloads_a_month: row.monthlyDownloads,
    published: Boolean(row.published),
  };
  return csvLine(exportColumns.map((column) => cells[column]));
}

/** The product as a list tells it, and its tiers. `site` stands before the paths. */
export function ndjsonOf(row: ExportRow, site: string) {
  const { ratingSum, ratingCount, images, tiers, monthlyDownloads: _downloads, ...told } = row;
  return `${JSON.stringify({
    ...told,
    published: Boolean(row.published),
    releasedAt: isoOf(row.releasedAt),
    publishedAt: isoOf(row.publishedAt),
    createdAt: isoOf(row.createdAt),
    updatedAt: isoOf(row.updatedAt),
    images: images.map((image) => imageOut(image, site)),
    rating: ratingOut({ ratingSum, ratingCount }),
    tiers,
  })}\n`;
}

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());
