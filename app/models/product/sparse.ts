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

const times = ["publishedAt", "releasedAt", "createdAt", "updatedAt"] as const;

/**
 * A product with the members that were chosen, of what hangs on it too. What is included is there, chosen or not. Members are set
 * in a plain copy and times told as text: a new object that names them, and dates, cost JSON more than all the rest of a list.
 */
export function chosenOut(row: Row, { fields, include }: Asked, site: string): Record<string, unknown> {
  const { ratingSum, ratingCount, category, images, tiers = [], reviews = [] } = row;
  const each = (resource: string, some: readonly object[]) => some.map((one) => pick(one, fields[resource]));
  const out: Record<string, unknown> = { ...row };
  for (const name of times) if (row[name]) out[name] = row[name].toISOString();
  // JSON leaves out what is undefined.
  out.ratingSum = out.ratingCount = undefined;
  if (category) out.category = pick(category, fields.category);
  const pictures = images?.map((image) => imageOut(image, site));
  if (pictures) out.images = each("image", pictures);
  if (ratingCount !== undefined) out.rating = ratingOut({ ratingSum, ratingCount });
  if (include.includes("tiers")) out.tiers = each("tier", tiers);
  if (include.includes("reviews")) out.reviews = each("review", reviews.map(reviewOut));
  return out;
}

function pick(one: object, names?: readonly string[]) {
  return names ? Object.fromEntries(Object.entries(one).filter(([name]) => names.includes(name))) : one;
}
