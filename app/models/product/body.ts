import { z } from "zod";
import { ProductInput, TierInput } from "./input";

const readOnly = z.unknown().optional();

/**
 * A product in the body of an API call: the input, or what a GET gave. Read-only members are ignored, the category may be the
 * object that went out, and a member that no product has is refused.
 */
export const ProductBody = z
  .strictObject({
    ...ProductInput.shape,
    category: z.union(
      [
        ProductInput.shape.category,
        z.object({ slug: ProductInput.shape.category }).transform(({ slug }) => slug),
      ],
      "Give the category as its slug",
    ),
    tiers: z
      .array(
        TierInput.extend({ id: readOnly }).transform(({ id: _id, ...tier }) => tier),
        "Give the tiers as a list",
      )
      .max(20, "Use at most 20 tiers")
      .default([]),
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
  })
  .transform(
    ({
      id,
      publishedAt,
      releasedAt,
      createdAt,
      updatedAt,
      version,
      images,
      rating,
      reviews,
      links,
      ...input
    }): ProductInput => input,
  );
