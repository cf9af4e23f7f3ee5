import { z } from "zod";
import { Currency } from "~/models/money";
import { paging, whole } from "~/models/paging";
import { text } from "~/models/text";

const amount = /^\s*\d{1,9}(?:[.,]\d{1,4})?\s*$/;

export const sorts = ["newest", "price-low", "price-high", "name"] as const;

/** The grammar of the catalogue's list, for the page and the API alike. */
export const CatalogueQuery = z.strictObject({
  ...paging,
  category: text({ max: 80 }).optional(),
  q: text({ max: 100 }).optional(),
  /** Prices compare within one currency, so a bound should come with it. */
  currency: Currency.optional(),
  minCents: whole("Use a whole number of cents").optional(),
  maxCents: whole("Use a whole number of cents").optional(),
  sort: z.enum(sorts, `Sort by ${sorts.join(", ")}`).optional(),
});
export type CatalogueQuery = z.infer<typeof CatalogueQuery>;

/** The grammar of the page: prices as people write them, in the major units of the shop's currency. */
export const ShopQuery = CatalogueQuery.omit({
  limit: true,
  minCents: true,
  maxCents: true,
  currency: true,
}).extend({
  min: z.string().regex(amount).optional(),
  max: z.string().regex(amount).optional(),
});
export type ShopQuery = z.infer<typeof ShopQuery>;
