import { db } from "~/db/client.server";
import { readProductsAnywhere } from "~/db/read-product.server";
import { env } from "~/env.server";
import type { Event } from "~/models/outbox/event";
import { type DetailedProduct, detailParts, reviewSelect } from "~/models/product/select";
import { productDetailOut, reviewOut } from "~/models/product/shape";
import { unshelve } from "~/models/product/slug";

/** As much of an event as it takes; `type` is one of those that go out. */
export type Told = Pick<Event, "id" | "subject" | "data" | "at"> & { type: string };

/**
 * What goes out for each event, by its id: `{type, timestamp, data}` with `data` as the API shows the thing now, so that
 * `data.version` tells which of two is newer. Nothing for what is gone for good.
 */
export async function composeBodies(events: readonly Told[]): Promise<Map<string, string>> {
  const products = await productsOf(events);
  const bodies = new Map<string, string>();
  for (const event of events) {
    const data = isOfProduct(event) ? products.get(event.subject) : await composeData(event);
    const { id, type, at } = event;
    if (data) bodies.set(id, JSON.stringify({ type, timestamp: at.toISOString(), data }));
  }
  return bodies;
}

const isOfProduct = ({ type }: Told) => type.startsWith("product.");

/** Each under its own address and sku also while it lies in the trash. */
async function productsOf(events: readonly Told[]) {
  const ids = [...new Set(events.filter(isOfProduct).map(({ subject }) => subject))];
  if (ids.length === 0) return new Map<string, object>();
  const rows = await readProductsAnywhere<DetailedProduct>(ids, detailParts);
  return new Map<string, object>(
    rows.map(({ product, trashed }) => {
      const words = { slug: unshelve(product.slug), sku: product.sku && unshelve(product.sku) };
      return [product.id, productDetailOut({ ...product, ...(trashed && words) }, env.PUBLIC_URL)];
    }),
  );
}

async function composeData({ type, subject, data }: Told): Promise<object | null> {
  if (type.startsWith("category.")) return { id: subject, slug: data.slug, name: data.name };
  if (type === "review.withdrawn") return withdrawnReview(subject);
  return review(subject);
}

const ofReview = { version: true, product: { select: { id: true, slug: true, name: true } } } as const;

async function review(id: string) {
  const row = await db.review.findUnique({ where: { id }, select: { ...reviewSelect, ...ofReview } });
  if (!row) return null;
  const { product, version, ...words } = row;
  return { ...reviewOut(words), version, product: named(product) };
}

/** The words that were taken back go nowhere. */
async function withdrawnReview(id: string) {
  const row = await db.review.findUnique({ where: { id }, select: { id: true, ...ofReview } });
  return row && { ...row, product: named(row.product) };
}

const named = <P extends { slug: string }>(product: P) => ({ ...product, slug: unshelve(product.slug) });
