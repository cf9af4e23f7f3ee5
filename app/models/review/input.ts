import { z } from "zod";
import { text } from "~/models/text";

/** What a customer says of a product. */
export const ReviewInput = z.object({
  rating: z
    .number("Choose 1 to 5 stars")
    .int("Choose 1 to 5 stars")
    .min(1, "Choose 1 to 5 stars")
    .max(5, "Choose 1 to 5 stars"),
  body: text({ min: 3, max: 4_000, lines: true, missing: "Say a few words about it" }),
});
export type ReviewInput = z.infer<typeof ReviewInput>;

/** The form: without `version` it writes a review, with it that version is edited. */
export const ReviewForm = ReviewInput.extend({ version: z.number().int().positive().optional() });
export type ReviewForm = z.infer<typeof ReviewForm>;

export const WithdrawalForm = z.object({ version: z.number("Open this page again").int().positive() });
export type WithdrawalForm = z.infer<typeof WithdrawalForm>;
