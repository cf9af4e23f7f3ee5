import { z } from "zod";
import { type OutgoingType, outgoingTypes, TEST_TYPE } from "~/models/webhook/types";
import { CategoryRef } from "./schemas/category";
import { ProductDetail } from "./schemas/product";
import { EventReview, ProductRef } from "./schemas/review";

export const WithdrawnReview = z
  .strictObject({ id: z.uuid(), version: z.int(), product: ProductRef })
  .meta({ id: "WithdrawnReview", description: "What is left of a review whose words were taken back" });

export const TestCall = z.strictObject({
  endpoint: z.uuid(),
  note: z.string().meta({ examples: ["The owner pressed the button for it"] }),
});

/** What `data` holds for each type of event, as the API shows the thing when the event goes out. */
const data = {
  "product.created": ProductDetail,
  "product.updated": ProductDetail,
  "product.published": ProductDetail,
  "product.unpublished": ProductDetail,
  "product.deleted": ProductDetail,
  "product.restored": ProductDetail,
  "category.created": CategoryRef,
  "category.updated": CategoryRef,
  "category.removed": CategoryRef,
  "review.created": EventReview,
  "review.updated": EventReview,
  "review.withdrawn": WithdrawnReview,
  "review.restored": EventReview,
  [TEST_TYPE]: TestCall,
} satisfies Record<OutgoingType | typeof TEST_TYPE, z.ZodType>;

/** One type of event as a webhook brings it: the whole body, `{type, timestamp, data}`. */
const event = ([type, schema]: [string, z.ZodType]) => ({
  type,
  summary: { ...outgoingTypes, [TEST_TYPE]: "The owner pressed the button for it" }[type] ?? type,
  body: z.strictObject({ type: z.literal(type), timestamp: z.iso.datetime(), data: schema }),
});

/** Every type of event that goes out. A type or a member may be added; none may ever be taken away. */
export const events = Object.entries(data).map(event);
