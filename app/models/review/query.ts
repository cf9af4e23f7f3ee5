import { z } from "zod";
import { type Grammar, listQuery } from "~/models/list/grammar";

const common = {
  sorts: { createdAt: "time", rating: "whole" },
  order: "-createdAt",
} as const satisfies Partial<Grammar>;

const STARS = "Give 1 to 5 stars, or several with commas between them";
const rating = {
  value: z.enum(["1", "2", "3", "4", "5"], STARS).transform(Number),
  many: true,
  hint: "1 to 5 stars, or several of them",
};

export const reviewGrammar = {
  ...common,
  name: "reviews",
  filters: {
    product: { value: z.uuid("Give the id of a product"), hint: "About this product" },
    rating,
    takenDown: {
      value: z.enum(["true", "false"], "Say true or false").transform((word) => word === "true"),
      hint: "`true` lists those that were taken down, else they are left out",
    },
  },
} satisfies Grammar;

/** How the list of all reviews is asked for. */
export const ReviewQuery = listQuery<keyof typeof reviewGrammar.filters>(reviewGrammar);
export type ReviewQuery = z.infer<typeof ReviewQuery>;

export const productReviewGrammar = {
  ...common,
  name: "reviews of a product",
  filters: { rating },
} satisfies Grammar;

/** How the reviews of one product are asked for. */
export const ProductReviewQuery = listQuery<"rating">(productReviewGrammar);
export type ProductReviewQuery = z.infer<typeof ProductReviewQuery>;
