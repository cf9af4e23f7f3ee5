import { z } from "zod";
import { editableBut, readOnly } from "~/models/read-only";
import { ProductInput, TierInput } from "./input";

/** What goes out with a product and means nothing when it comes back. */
export const readOnlyMembers = {
  id: readOnly,
  publishedAt: readOnly,
  releasedAt: readOnly,
  createdAt: readOnly,
  updatedAt: readOnly,
  version: readOnly,
  images: readOnly,
  rating: readOnly,
  reviews: readOnly,
  links: readOnly,
};

/** The members that count. */
export const editable = editableBut(readOnlyMembers);

/** The slug of a category, or the category as it went out. */
export const CategoryName = z.union(
  [
    ProductInput.shape.category,
    z.object({ slug: ProductInput.shape.category }).transform(({ slug }) => slug),
  ],
  "Give the category as its slug",
);

export const TierBody = z
  .array(
    TierInput.extend({ id: readOnly }).transform(({ id: _id, ...tier }) => tier),
    "Give the tiers as a list",
  )
  .max(20, "Use at most 20 tiers")
  .default([]);

/**
 * A product in the body of an API call: the input, or what a GET gave. Read-only members are ignored, the category may be the
 * object that went out, and a member that no product has is refused.
 */
export const ProductBody = z
  .strictObject({ ...ProductInput.shape, category: CategoryName, tiers: TierBody, ...readOnlyMembers })
  .transform((body): ProductInput => editable(body))
  .meta({
    id: "ProductBody",
    description: "A product as it comes in: what a GET gave may come back as it is",
  });
