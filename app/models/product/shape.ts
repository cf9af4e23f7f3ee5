import type { DetailedProduct, ListedProduct } from "./select";

/**
 * A product as it goes out in a list: declared members and no others. `site` stands before the paths: an origin, or nothing
 * for paths from the root.
 */
export function productOut(product: ListedProduct, site = "") {
  const { ratingSum, ratingCount, images, ...told } = product;
  const rating = ratingOut({ ratingSum, ratingCount });
  return { ...told, images: images.map((image) => imageOut(image, site)), rating };
}

/** A product as it goes out alone: with tiers and the newest reviews, and where the rest of them is. */
export function productDetailOut({ tiers, reviews, ...product }: DetailedProduct, site = "") {
  const links = { reviews: `${site}/api/products/${product.id}/reviews` };
  return { ...productOut(product, site), tiers, reviews: reviews.map(reviewOut), links };
}

/** Of its author a review tells the name alone. */
export function reviewOut({ author, ...review }: DetailedProduct["reviews"][number]) {
  return { ...review, author: author.name };
}

/** Rounded to a tenth; null while nobody has rated it, which is not the same as 0 stars. */
export function ratingOut({ ratingSum, ratingCount }: { ratingSum: number; ratingCount: number }) {
  const average = ratingCount === 0 ? null : Math.round((ratingSum / ratingCount) * 10) / 10;
  return { average, count: ratingCount };
}

type Image = ListedProduct["images"][number];

/** Pictures lie under generated names, so an address never changes its bytes. `url` is the widest. */
export function imageOut({ id, file, widths, alt, width, height }: Image, site = "") {
  const all = widths.split(",").map(Number);
  return { id, url: site + imageUrl(file, all.at(-1) ?? width), alt, width, height };
}

/** Where it stands is counted from 0. */
export function placedImageOut(image: Image & { version: number }, position: number, site = "") {
  return { ...imageOut(image, site), position, version: image.version };
}

export const imageUrl = (file: string, width: number) => `/pictures/${file}-${width}.webp`;
