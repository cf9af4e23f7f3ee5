import { z } from "zod";

export const MAX_OPERATIONS = 100;
const methods = ["create", "replace", "update", "delete", "restore"] as const;

/** One thing to do, as it would be asked for alone. What its body says is checked when its turn comes. */
export const BatchOperation = z
  .strictObject({
    method: z.enum(methods, `Use ${methods.join(", ")}`),
    id: z.uuid("Give the id of a product").optional(),
    ifMatch: z.string("Give a tag").max(1_000, "Give a tag").optional(),
    body: z.record(z.string(), z.unknown(), "Give an object").optional(),
  })
  .superRefine(({ method, id, ifMatch }, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (method === "create" && id) say("id", "Leave it out: a new product gets its own");
    if (method !== "create" && !id) say("id", "Give the id of a product");
    if (ifMatch && (method === "create" || method === "restore"))
      say("ifMatch", "There is no version to match");
  })
  .meta({
    id: "BatchOperation",
    description:
      "`id` names the product for all but `create`; `ifMatch` is what `If-Match` would say; `body` is what createProduct, replaceProduct, patchProduct or restoreProduct takes",
  });
export type BatchOperation = z.infer<typeof BatchOperation>;

const COUNT = `Send 1 to ${MAX_OPERATIONS} operations`;

export const ProductBatch = z
  .strictObject({
    atomic: z
      .boolean("Say true or false")
      .default(false)
      .meta({ description: "Whether all of it is done or nothing" }),
    operations: z.array(BatchOperation, COUNT).min(1, COUNT).max(MAX_OPERATIONS, COUNT),
  })
  .meta({ id: "ProductBatch" });
