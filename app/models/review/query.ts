import { z } from "zod";
import { paging } from "~/models/paging";

/** How the list of all reviews is asked for. */
export const ReviewQuery = z.strictObject({
  ...paging,
  "filter[product]": z.uuid("Give the id of a product").optional(),
  "filter[rating]": z
    .string()
    .regex(/^[1-5](?:,[1-5]){0,4}$/, "Give 1 to 5 stars, or several with commas between them")
    .transform((stars) => stars.split(",").map(Number))
    .optional(),
  "filter[takenDown]": z
    .enum(["true", "false"], "Say true or false")
    .default("false")
    .transform((word) => word === "true"),
});
export type ReviewQuery = z.infer<typeof ReviewQuery>;
