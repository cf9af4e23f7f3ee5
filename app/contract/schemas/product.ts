import { z } from "zod";
import { REVIEWS_SHOWN } from "~/models/product/select";
import { Problem } from "../envelope";
import { CategoryRef } from "./category";
import { cents, count, id, moment, words } from "./members";
import { Image } from "./picture";
import { Review } from "./review";

export const Tier = z
  .strictObject({
    id,
    name: words("Team"),
    priceCents: cents.meta({ examples: [29_900] }),
    checkoutUrl: z
      .string()
      .nullable()
      .meta({ examples: ["https://pay.example/ledgerline-team"] }),
  })
  .meta({ id: "Tier", description: "One of the prices a product is sold at" });

const Rating = z
  .strictObject({
    average: z
      .number()
      .min(1)
      .max(5)
      .nullable()
      .meta({ examples: [4.7] }),
    count: count.meta({ examples: [12] }),
  })
  .meta({ id: "Rating", description: "`average` is rounded to a tenth, and null while nobody has rated it" });

export const Product = z
  .strictObject({
    id,
    sku: z
      .string()
      .nullable()
      .meta({ examples: ["LDG-1"] }),
    slug: words("ledgerline"),
    name: words("Ledgerline"),
    summary: words("Plain-text bookkeeping for one person"),
    description: words("Keeps the books in files that you can read without it."),
    priceCents: cents.meta({ examples: [4_900] }),
    currency: words("USD"),
    release: z
      .string()
      .nullable()
      .meta({ examples: ["2.4.0"] }),
    releasedAt: moment.nullable(),
    runsOn: z
      .string()
      .nullable()
      .meta({ examples: ["macOS, Linux"] }),
    published: z.boolean(),
    publishedAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
    version: z
      .int()
      .positive()
      .meta({ examples: [3] }),
    category: CategoryRef,
    images: z.array(Image),
    rating: Rating,
  })
  .meta({ id: "Product", description: "A product as a list tells it, with the first of its images" });

export const ProductDetail = Product.extend({
  tiers: z.array(Tier),
  reviews: z.array(Review).describe(`The newest ${REVIEWS_SHOWN}`),
  links: z.strictObject({ reviews: words("/api/products/0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90/reviews") }),
}).meta({ id: "ProductDetail", description: "A product with all its images, its tiers and newest reviews" });

export const ListedProduct = Product.extend({
  category: CategoryRef.partial(),
  images: z.array(Image.partial()),
  tiers: z.array(Tier.partial()),
  reviews: z.array(Review.partial()).describe(`The newest ${REVIEWS_SHOWN}`),
})
  .partial()
  .meta({
    id: "ListedProduct",
    description:
      "All of a product, or what `fields` chooses of it and of what hangs on it; `tiers` and `reviews` when `include` names them",
  });

export const BatchResult = z
  .strictObject({
    index: z.int().nonnegative().describe("Which operation, counted from 0"),
    status: z
      .int()
      .min(200)
      .max(599)
      .meta({ examples: [200] }),
    etag: z
      .string()
      .optional()
      .meta({ examples: ['"3.9f86d081884c7d659a2feaa0c55ad015"'] }),
    data: ProductDetail.optional(),
    problem: Problem.optional(),
  })
  .meta({
    id: "BatchResult",
    description: "What came of one operation: `data`, unless it was a delete, or the `problem` it met",
    examples: [{ index: 0, status: 200 }],
  });
