import { z } from "zod";
import { Slug } from "~/models/product/slug";
import { text } from "~/models/text";

const MAX_POSITION = 1_000_000;

/** A category as people name it. */
export const CategoryForm = z.object({
  name: text({ min: 1, max: 60, missing: "Name the category" }),
});

/** A category as it comes in from programs. `parent` is the slug of the one it stands below. */
export const CategoryInput = z.strictObject({
  ...CategoryForm.shape,
  slug: Slug.optional(),
  parent: Slug.nullish(),
  position: z
    .int(`Use a whole number of 0 to ${MAX_POSITION}`)
    .min(0, `Use a whole number of 0 to ${MAX_POSITION}`)
    .max(MAX_POSITION, `Use a whole number of 0 to ${MAX_POSITION}`)
    .default(0),
});
export type CategoryInput = z.infer<typeof CategoryInput>;
