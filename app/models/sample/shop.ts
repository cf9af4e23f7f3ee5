import { z } from "zod";
import { ProductInput } from "~/models/product/input";
import { Slug } from "~/models/product/slug";
import { SiteProfile } from "~/models/site/input";

const DaysAgo = z.number().min(0);

const SampleReview = z.strictObject({
  /** A place in the list of customers. */
  customer: z.int().min(0),
  rating: z.int().min(1).max(5),
  body: z.string().min(1),
  daysAgo: DaysAgo,
});

const SampleProduct = ProductInput.required({ slug: true, sku: true }).extend({
  published: z.literal(true),
  publishedDaysAgo: DaysAgo,
  reviews: z.array(SampleReview),
  /** `file` without its width and ending, as it lies in prisma/sample/pictures. */
  images: z
    .array(z.strictObject({ file: z.string().regex(/^[a-z0-9-]+$/), alt: z.string().min(1) }))
    .default([]),
});
export type SampleProduct = z.infer<typeof SampleProduct>;

/** The sample shop as prisma/sample/shop.json tells it: the life's work of somebody who does not exist. */
export const SampleShop = z.strictObject({
  site: SiteProfile,
  categories: z.array(z.strictObject({ slug: Slug, name: z.string().min(1) })),
  customers: z.array(z.strictObject({ name: z.string().min(1) })),
  products: z.array(SampleProduct),
});
export type SampleShop = z.infer<typeof SampleShop>;
