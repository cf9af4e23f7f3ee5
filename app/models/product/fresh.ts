import type { ProductInput } from "./input";
import type { DetailedProduct } from "./select";

type Written = Omit<ProductInput, "category" | "slug" | "published"> & {
  id: string;
  slug: string;
  published: boolean;
  now: Date;
  category: DetailedProduct["category"];
  tierIds: readonly string[];
};

/**
 * A product that was just written, as a read would show it, so that nobody has to. Its members stand in the order of a read: the
 * same bytes have the same tag.
 */
export function freshProduct({ now, category, tiers, tierIds, ...row }: Written): DetailedProduct {
  const { id, slug, name, summary, priceCents, currency, sku, description, published, release, runsOn } = row;
  return {
    id,
    slug,
    name,
    summary,
    priceCents,
    currency,
    ratingSum: 0,
    ratingCount: 0,
    sku: sku ?? null,
    description,
    published,
    publishedAt: published ? now : null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    release: release ?? null,
    releasedAt: release ? now : null,
    runsOn: runsOn ?? null,
    category,
    images: [],
    tiers: tiers.map(({ name, priceCents, checkoutUrl }, at) => ({
      id: tierIds[at] ?? "",
      name,
      priceCents,
      checkoutUrl: checkoutUrl ?? null,
    })),
    reviews: [],
  };
}
