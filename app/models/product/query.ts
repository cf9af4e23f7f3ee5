import { z } from "zod";
import type { Condition } from "~/db/conditions.server";
import type { ProductField } from "~/db/product-columns.server";
import { amounts, tenths, times, words } from "~/models/list/filter";
import { type Grammar, type ListQuery, listQuery } from "~/models/list/grammar";
import { Currency } from "~/models/money";
import { paging, whole } from "~/models/paging";
import { text } from "~/models/text";

const aliases = { newest: "-createdAt", "price-low": "priceCents", "price-high": "-priceCents" };
export const sorts = ["newest", "price-low", "price-high", "name"] as const;

export const productMembers = [
  ..."id sku slug name summary description priceCents currency release releasedAt runsOn published".split(
    " ",
  ),
  ..."publishedAt createdAt updatedAt version category images rating".split(" "),
];

export const productGrammar = {
  name: "products",
  filters: {
    id: words("Any of these ids"),
    slug: words("Any of these slugs"),
    sku: words("Any of these skus"),
    category: words("In any of these categories, by slug"),
    currency: words("Priced in any of these currencies", Currency),
    priceCents: amounts("The price in minor units; prices compare within one currency"),
    rating: tenths("The average rating, rounded to a tenth; without reviews a product has none"),
    published: words(
      "`true`, or `false` for drafts, which need a key that may write products",
      z.enum(["true", "false"], "Use true or false"),
    ),
    publishedAt: times("When it was first published"),
    createdAt: times("When it was created"),
    updatedAt: times("When it last changed"),
  },
  sorts: {
    createdAt: "time",
    updatedAt: "time",
    publishedAt: "time",
    name: "text",
    priceCents: "whole",
    rating: "whole",
  },
  order: "-createdAt",
  aliases,
  search: true,
  fields: {
    product: productMembers,
    category: ["id", "slug", "name"],
    image: ["id", "url", "alt", "width", "height"],
    tier: ["id", "name", "priceCents", "checkoutUrl"],
    review: ["id", "rating", "body", "author", "createdAt"],
  },
  include: ["tiers", "reviews"],
} as const satisfies Grammar;

/** What somebody asks of the catalogue, understood. */
export type CatalogueQuery = ListQuery<ProductField>;

/** What is not in brackets was there first. */
export const olderFilters = {
  category: {
    schema: text({ min: 1, max: 80, missing: "Give a value" })
      .optional()
      .meta({ description: "In this category, by slug" }),
    means: (slug: string): Meant => ({ field: "category", is: "in", value: [slug] }),
  },
  currency: {
    schema: Currency.optional().meta({ description: "Priced in this currency" }),
    means: (code: string): Meant => ({ field: "currency", is: "eq", value: code }),
  },
  minCents: {
    schema: cents("The lowest price"),
    means: (value: number): Meant => ({ field: "priceCents", is: "gte", value }),
  },
  maxCents: {
    schema: cents("The highest price"),
    means: (value: number): Meant => ({ field: "priceCents", is: "lte", value }),
  },
};
type Meant = Condition<ProductField>;

/** The grammar of the catalogue's list in the API. */
export const CatalogueQuery = listQuery<ProductField>(productGrammar, olderFilters);

function cents(description: string) {
  return whole("Use a whole number of cents").optional().meta({ description });
}

/** Whether a list shows what is not published. */
export const asksForDrafts = ({ conditions }: Pick<CatalogueQuery, "conditions">) =>
  conditions.some(({ field, value }) => field === "published" && [value].flat().includes("false"));

/** A page of the catalogue as a page of the shop asks for it. */
export function catalogueQuery(
  { page, limit, q, sort }: Pick<ShopQuery, "page" | "q" | "sort"> & { limit: number },
  conditions: Condition<ProductField>[],
): CatalogueQuery {
  const parsed = CatalogueQuery.parse({
    page: String(page),
    limit: String(limit),
    ...(sort && { sort }),
    ...(q && { q }),
  });
  return { ...parsed, conditions };
}

const amount = /^\s*\d{1,9}(?:[.,]\d{1,4})?\s*$/;

/** The grammar of the page: prices as people write them, in the major units of the shop's currency. */
export const ShopQuery = z.strictObject({
  page: paging.page,
  category: text({ max: 80 }).optional(),
  q: text({ max: 100 }).optional(),
  sort: z.enum(sorts).optional(),
  min: z.string().regex(amount).optional(),
  max: z.string().regex(amount).optional(),
});
export type ShopQuery = z.infer<typeof ShopQuery>;
