import type { DetailedProduct, ListedProduct } from "./select";

/** A product as it goes out in a list: declared members and no others. */
export function productOut(product: ListedProduct) {
  const { ratingSum, ratingCount, images, ...told } = product;
  return { ...told, images: images.map(imageOut), rating: ratingOut({ ratingSum, ratingCount }) };
}

/** A product as it goes out alone: with tiers and the newest reviews. */
export function productDetailOut(product: DetailedProduct) {
  const reviews = product.reviews.map(({ author, ...review }) => ({ ...review, author: author.name }));
  return { ...productOut(product), tiers: product.tiers, reviews };
}

export function ratingOut({ ratingSum, ratingCount }: { ratingSum: number; ratingCount: number }) {
  const average = ratingCount === 0 ? null : Math.round((ratingSum / ratingCount) * 10) / 10;
  return { average, count: ratingCount };
}

type Image = ListedProduct["images"][number];

/** Pictures lie under generated names, so an address never changes its bytes. `url` is the widest. */
export function imageOut({ id, file, widths, alt, width, height }: Image) {
  const all = widths.split(",").map(Number);
  return { id, url: imageUrl(file, all.at(-1) ?? width), alt, width, height };
}

export const imageUrl = (file: string, width: number) => `/pictures/${file}-${width}.webp`;
