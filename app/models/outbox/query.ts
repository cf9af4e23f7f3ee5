import { z } from "zod";
import { severalOf } from "~/models/list/filter";
import { paging, whole } from "~/models/paging";

const TYPE = "Give a type such as product.updated";

/** How the outbox is read: what comes after a number, oldest first. */
export const EventQuery = z.strictObject({
  after: whole("Use the number that an answer told as `next`, or 0")
    .default(0)
    .meta({ description: "Only what has a greater `seq`; 0 for the beginning" }),
  limit: paging.limit,
  type: severalOf(z.string().regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/, TYPE))
    .optional()
    .meta({ description: "Only these types", examples: ["product.updated,product.deleted"] }),
});
export type EventQuery = z.infer<typeof EventQuery>;
