import { z } from "zod";
import { Currency } from "~/models/money";
import { paging, whole } from "~/models/paging";
import { text } from "~/models/text";

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
