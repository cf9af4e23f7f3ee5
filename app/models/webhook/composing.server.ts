import { db } from "~/db/client.server";
import { env } from "~/env.server";
import type { Event } from "~/models/outbox/event";
import { detailSelect, reviewSelect } from "~/models/product/select";
import { productDetailOut, reviewOut } from "~/models/product/shape";
import { unshelve } from "~/models/product/slug";

/** As much of an event as it takes; `type` is one of those that go out. */
export type Told = Pick<Event, "subject" | "data" | "at"> & { type: string };

/**
 * What goes out for an event: `{type, timestamp, data}` with `data` as the API shows the thing now, so that `data.version`
 * tells which of two is newer. Null when the thing is gone for good.
 */
export async function composeBody(event: Told): Promise<string | null> {
  const data = await composeData(event);
  return data && JSON.stringify({ type: event.type, timestamp: event.at.toISOString(), data });
}

async function composeData({ type, subject, data }: Told): Promise<object | null> {
  if (type.startsWith("product.")) return product(subject);
  if (type.startsWith("category.")) return { id: subject, slug: data.slug, name: data.name };
  if (type === "review.withdrawn") return withdrawnReview(subject);
  return review(subject);
}

/** Under its own address and sku also while it lies in the trash. */
async function product(id: string) {
  const row = await db.product.findUnique({ where: { id }, select: { ...detailSelect, deletedAt: true } });
  if (!row) return null;
  const { deletedAt, ...known } = row;
  if (!deletedAt) return productDetailOut(known, env.PUBLIC_URL);
  const words = { slug: unshelve(known.slug), sku: known.sku && unshelve(known.sku) };
  return productDetailOut({ ...known, ...words }, env.PUBLIC_URL);
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
