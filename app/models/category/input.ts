import { z } from "zod";
import { text } from "~/models/text";

/** A category as people name it. */
export const CategoryForm = z.object({
  name: text({ min: 1, max: 60, missing: "Name the category" }),
});
