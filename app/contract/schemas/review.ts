import { z } from "zod";
import { id, moment, words } from "./members";

export const Review = z
  .strictObject({
    id,
    rating: z
      .int()
      .min(1)
      .max(5)
      .meta({ examples: [5] }),
    body: words("Closed my year in an evening."),
    author: words("Ana"),
    createdAt: moment,
  })
  .meta({ id: "Review", description: "What a customer says of a product" });

export const ProductRef = z.strictObject({ id, slug: words("ledgerline"), name: words("Ledgerline") });

export const EventReview = Review.extend({ version: z.int(), product: ProductRef }).meta({
  id: "EventReview",
  description: "A review, with the product it is about and its own version",
});

export const ModeratedReview = EventReview.extend({
  updatedAt: moment,
  takenDownAt: moment.nullable().describe("Since when it is down; null while everybody reads it"),
}).meta({ id: "ModeratedReview", description: "A review, as those read it who may take it down" });
