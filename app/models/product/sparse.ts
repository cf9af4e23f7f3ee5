import type { ProductColumn, ProductParts } from "~/db/product-json.server";
import { type CatalogueQuery, productMembers } from "./query";
import { type DetailedProduct, detailParts, type ListedProduct, listedParts, REVIEWS_SHOWN } from "./select";
import { imageOut, ratingOut, reviewOut } from "./shape";

type Asked = Pick<CatalogueQuery, "fields" | "include">;
type Row = ListedProduct & Partial<DetailedProduct>;

/** What to read for the members that were chosen. */
export function partsOf({ fields, include }: Asked): ProductParts {
  const chosen = new Set(fields.product ?? productMembers);
  const columns = listedParts.columns.filter((column) => chosen.has(memberOf(column)));
  return {
    columns,
    category: chosen.has("category"),
    images: chosen.has("images") ? listedParts.images : 0,
    tiers: include.includes("tiers") ? detailParts.tiers : 0,
    reviews: include.includes("reviews") ? REVIEWS_SHOWN : 0,
  };
}

const memberOf = (column: ProductColumn) =>
  column === "ratingSum" || column === "ratingCount" ? "rating" : column;

/** A product with the members that were chosen, of what hangs on it too. What is included is there, chosen or not. */
export function chosenOut(row: Row, { fields, include }: Asked, site: string) {
  const { ratingSum, ratingCount, category, images, tiers, reviews } = row;
  const each = (resource: string, some: readonly object[]) => some.map((one) => pick(one, fields[resource]));
  return {
    ...row,
    // JSON leaves out what is undefined; to copy a row without it takes ten times as long.
    ratingSum: undefined,
    ratingCount: undefined,
    tiers: undefined,
    reviews: undefined,
    ...(category && { category: pick(category, fields.category) }),
    ...(images && {
      images: each(
        "image",
        images.map((image) => imageOut(image, site)),
      ),
    }),
    ...(ratingCount !== undefined && { rating: ratingOut({ ratingSum, ratingCount }) }),
    ...(include.includes("tiers") && { tiers: each("tier", tiers ?? []) }),
    ...(include.includes("reviews") && { reviews: each("review", (reviews ?? []).map(reviewOut)) }),
  };
}

function pick(one: object, names?: readonly string[]) {
  return names ? Object.fromEntries(Object.entries(one).filter(([name]) => names.includes(name))) : one;
}
