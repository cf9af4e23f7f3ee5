import { z } from "zod";

const id = z.uuid();
const words = (example: string) => z.string().meta({ examples: [example] });
const review = z.looseObject({
  reviewId: id,
  productId: id,
  rating: z
    .int()
    .min(1)
    .max(5)
    .meta({ examples: [5] }),
});
const product = { productId: id, slug: words("ledgerline"), name: words("Ledgerline") };

/** What only the shop says on `/relay`, with what `data` then holds. */
export const shopTypes = {
  "product.published": {
    summary: "A product has come onto the shelf",
    data: z.looseObject(product),
  },
  "product.released": {
    summary: "A product that the person follows has a new version",
    data: z.looseObject({ ...product, release: words("2.4.0") }),
  },
  "review.created": { summary: "Somebody has reviewed a product; for those who keep the shop", data: review },
  "review.updated": {
    summary: "A review says something else now; for those who keep the shop",
    data: review,
  },
  "review.withdrawn": { summary: "A review is gone; for those who keep the shop", data: review },
  "review.restored": { summary: "A review is back; for those who keep the shop", data: review },
  "message.read": {
    summary: "These have been read elsewhere: clear them",
    data: z.looseObject({ ids: z.array(id) }),
  },
  "message.withdrawn": {
    summary: "This was taken back: clear it",
    data: z.looseObject({ id }),
  },
} as const;
