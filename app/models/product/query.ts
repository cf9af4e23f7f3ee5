import { z } from "zod";
import { Currency } from "~/models/money";
import { text } from "~/models/text";

const whole = (message: string) =>
  z
    .string(message)
    .regex(/^\d{1,9}$/, message)
    .transform(Number);

export const sorts = ["newest", "price-low", "price-high", "name"] as const;

/** The grammar of the catalogue's list, for the page and the API alike. */
export const CatalogueQuery = z.strictObject({
  page: whole("Use a page of 1 or more")
    .refine((page) => page >= 1, "Use a page of 1 or more")
    .default(1),
  limit: whole("Use a limit of 1 to 100")
    .refine((limit) => limit >= 1 && limit <= 100, "Use a limit of 1 to 100")
    .default(20),
  category: text({ max: 80 }).optional(),
  q: text({ max: 100 }).optional(),
  /** Prices compare within one currency, so a bound should come with it. */
  currency: Currency.optional(),
  minCents: whole("Use a whole number of cents").optional(),
  maxCents: whole("Use a whole number of cents").optional(),
  sort: z.enum(sorts, `Sort by ${sorts.join(", ")}`).optional(),
});
export type CatalogueQuery = z.infer<typeof CatalogueQuery>;
