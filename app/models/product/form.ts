import { z } from "zod";
import { minorDigits, PriceCents, toMajorUnits, toMinorUnits } from "~/models/money";
import { text } from "~/models/text";
import { ProductInput, TierInput } from "./input";

const shape = ProductInput.shape;

/** A price as it is typed, in major units. How many digits it may have is the currency's business. */
const Price = text({ min: 1, max: 14, missing: "Enter a price like 49 or 49.50" }).refine(
  (price) => /^\d{1,9}(?:[.,]\d{1,4})?$/.test(price),
  "Enter a price like 49 or 49.50",
);

const TierForm = z.object({
  name: TierInput.shape.name,
  price: Price,
  checkoutUrl: TierInput.shape.checkoutUrl,
});

/**
 * A product as people type it: prices in major units, `version` of what they had before them. An empty field says that there is
 * none; an empty address keeps the one there is.
 */
export const ProductFields = z.object({
  name: shape.name,
  category: shape.category,
  slug: shape.slug,
  sku: shape.sku,
  summary: shape.summary,
  description: shape.description,
  price: Price,
  currency: shape.currency,
  release: shape.release,
  runsOn: shape.runsOn,
  published: shape.published,
  tiers: z.array(TierForm).max(20, "Use at most 20 tiers").default([]),
  version: z.coerce.number("Open the form again").int().min(1).optional(),
});

/** The same as the shop takes it: prices in minor units, what is empty as nothing. */
export const ProductForm = ProductFields.transform(({ price, version, ...form }, context) => {
  const cents = (typed: string, ...path: (string | number)[]) => {
    const amount = toMinorUnits(typed, form.currency);
    const price = PriceCents.safeParse(amount);
    if (price.success) return price.data;
    const message = amount === null ? digitsOf(form.currency) : (price.error.issues[0]?.message ?? "");
    context.addIssue({ code: "custom", path, message });
    return 0;
  };
  const input = {
    ...form,
    sku: form.sku ?? null,
    release: form.release ?? null,
    runsOn: form.runsOn ?? null,
    priceCents: cents(price, "price"),
    tiers: form.tiers.map(({ price, checkoutUrl = null, ...tier }, index) => ({
      ...tier,
      checkoutUrl,
      priceCents: cents(price, "tiers", index, "price"),
    })),
  } satisfies ProductInput;
  return { input, version };
});
export type ProductForm = z.input<typeof ProductForm>;

function digitsOf(currency: string) {
  const digits = minorDigits(currency);
  return digits === 0
    ? `Enter whole ${currency}, such as 4900`
    : `Enter at most ${digits} digits after the point: ${currency} has no smaller coin`;
}

type Typed = Pick<
  ProductInput,
  "name" | "summary" | "description" | "priceCents" | "currency" | "release" | "runsOn" | "sku"
> & {
  slug: string;
  category: { slug: string };
  tiers: readonly { name: string; priceCents: number; checkoutUrl: string | null }[];
};

/** A product that there is, as its form shows it. */
export function productTyped({ category, tiers, priceCents, ...product }: Typed) {
  const { name, slug, sku, summary, description, currency, release, runsOn } = product;
  return {
    name,
    slug,
    sku: sku ?? "",
    summary,
    description,
    currency,
    release: release ?? "",
    runsOn: runsOn ?? "",
    category: category.slug,
    price: toMajorUnits(priceCents, currency),
    tiers: tiers.map((tier) => ({
      name: tier.name,
      price: toMajorUnits(tier.priceCents, currency),
      checkoutUrl: tier.checkoutUrl ?? "",
    })),
  };
}
