import type { DetailedProduct, Tile } from "./select";
import { ratingOut } from "./shape";

type Image = Tile["images"][number];

/** A picture as a page shows it: every width that lies on the disk, for the browser to choose from. */
export function pictureOf({ file, widths, alt, width, height }: Image) {
  return { file, widths: widths.split(",").map(Number), alt, width, height };
}

/** A product as a tile of a list shows it, and no more: with JavaScript all of it travels twice. */
export function tileOf({ slug, name, summary, priceCents, currency, category, images }: Tile) {
  const [first] = images;
  return {
    slug,
    name,
    summary,
    priceCents,
    currency,
    category: { slug: category.slug, name: category.name },
    picture: first ? pictureOf(first) : null,
  };
}

/** A product as its own page shows it. Without tiers it is its own only one. */
export function detailOf(product: DetailedProduct) {
  const { id, sku, description, release, runsOn, published, priceCents } = product;
  const only = { id, name: "Licence", priceCents, checkoutUrl: null };
  return {
    ...tileOf(product),
    sku,
    description,
    release,
    releasedAt: product.releasedAt ?? product.publishedAt,
    runsOn,
    published,
    rating: ratingOut(product),
    tiers: product.tiers.length > 0 ? product.tiers : [only],
    pictures: product.images.map(pictureOf),
    reviews: product.reviews.map(({ author, ...review }) => ({ ...review, author: author.name })),
  };
}
