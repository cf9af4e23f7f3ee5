import { z } from "zod";
import { CategoryName, editable, readOnlyMembers, TierBody } from "./body";
import { ProductInput } from "./input";

const shape = ProductInput.shape;

/**
 * A JSON merge patch of a product (RFC 7396): every member may be absent, and `null` gives one what a new product has. Name,
 * category and slug are never nothing. Read-only members are ignored, as in a whole body.
 */
export const ProductPatch = z
  .strictObject({
    name: shape.name.optional(),
    category: CategoryName.optional(),
    slug: shape.slug,
    sku: shape.sku,
    summary: shape.summary.unwrap().nullish(),
    description: shape.description.unwrap().nullish(),
    priceCents: shape.priceCents.unwrap().nullish(),
    currency: shape.currency.unwrap().nullish(),
    release: shape.release,
    runsOn: shape.runsOn,
    published: shape.published.unwrap().nullish(),
    tiers: TierBody.unwrap().nullish(),
    ...readOnlyMembers,
  })
  .transform((body) => editable(body));
export type ProductPatch = z.output<typeof ProductPatch>;

/** What a PUT would have to bring to come to the same. Throws `ZodError` when the whole does not fit. */
export function mergePatch(current: ProductInput, patch: ProductPatch): ProductInput {
  const { summary, description, priceCents, currency, published, tiers, ...rest } = { ...current, ...patch };
  return ProductInput.parse({
    ...rest,
    summary: summary ?? undefined,
    description: description ?? undefined,
    priceCents: priceCents ?? undefined,
    currency: currency ?? undefined,
    published: published ?? false,
    tiers: tiers ?? undefined,
  });
}
