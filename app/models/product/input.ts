import { z } from "zod";
import { Currency, PriceCents } from "~/models/money";
import { text } from "~/models/text";
import { Slug } from "./slug";

export const CheckoutUrl = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: "Use an address that starts with https://" })
  .max(2_000, "Use at most 2000 characters");

export const TierInput = z.strictObject({
  name: text({ min: 1, max: 60, missing: "Name the tier" }),
  priceCents: PriceCents,
  checkoutUrl: CheckoutUrl.nullish(),
});

export const Sku = text({ min: 1, max: 80, missing: "Give the product a sku" }).refine(
  (sku) => !sku.includes("~"),
  "Leave out the ~",
);

/** A product as it comes in at every door. What is absent keeps its value or takes the default of the contract. */
export const ProductInput = z.strictObject({
  name: text({ min: 1, max: 120, missing: "Give the product a name" }),
  category: z.string("Choose a category").min(1, "Choose a category").max(80, "Choose a category"),
  slug: Slug.optional(),
  sku: Sku.nullish(),
  summary: text({ max: 300 }).default(""),
  description: text({ max: 20_000, lines: true }).default(""),
  priceCents: PriceCents.default(0),
  currency: Currency.default("USD"),
  release: text({ max: 40 }).nullish(),
  runsOn: text({ max: 120 }).nullish(),
  published: z.boolean("Say true or false").optional(),
  tiers: z.array(TierInput, "Give the tiers as a list").max(20, "Use at most 20 tiers").default([]),
});
export type ProductInput = z.infer<typeof ProductInput>;
