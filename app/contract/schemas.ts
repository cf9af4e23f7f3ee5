import { z } from "zod";
import { REVIEWS_SHOWN } from "~/models/product/select";
import { Problem } from "./envelope";

const id = z.uuid();
const moment = z.iso.datetime();
const cents = z.int().nonnegative();
const count = z.int().nonnegative();
const words = (...examples: string[]) => z.string().meta({ examples });

export const CategoryRef = z
  .strictObject({ id, slug: words("money"), name: words("Money") })
  .meta({ id: "CategoryRef", description: "The category that a product is in" });

export const Category = CategoryRef.extend({
  parent: CategoryRef.nullable().describe("The category it stands below"),
  position: z.int().describe("Categories are listed by their position, then by name"),
  products: z.int().describe("How many of its own products are on the shelf"),
  version: z.int(),
  createdAt: moment,
  updatedAt: moment,
}).meta({ id: "Category", description: "A shelf of the shop; `parent` makes them a tree" });

export const Image = z
  .strictObject({
    id,
    url: words("/pictures/q3m8Xk0f-1200.webp"),
    alt: words("The ledger of a month, on a dark ground"),
    width: z
      .int()
      .positive()
      .meta({ examples: [1200] }),
    height: z
      .int()
      .positive()
      .meta({ examples: [800] }),
  })
  .meta({ id: "Image", description: "A picture of a product; what `url` answers never changes" });

export const PlacedImage = Image.extend({
  position: z.int().nonnegative().describe("Its place among the pictures of the product, counted from 0"),
  version: z.int().positive(),
}).meta({ id: "PlacedImage", description: "A picture of a product and where it stands" });

export const Upload = z
  .strictObject({
    id,
    width: z.int().positive(),
    height: z.int().positive(),
    createdAt: moment,
    expiresAt: moment,
  })
  .meta({
    id: "Upload",
    description: "A picture that waits for a product, as wide and high as it will be shown at most",
    examples: [
      {
        id: "01935b2e-7c00-7000-8000-000000000003",
        width: 1200,
        height: 800,
        createdAt: "2026-11-22T12:00:00.000Z",
        expiresAt: "2026-11-23T12:00:00.000Z",
      },
    ],
  });

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

export const Review = z
  .strictObject({
    id,
    rating: z
      .int()
      .min(1)
      .max(5)
      .meta({ examples: [5] }),
    body: words("Closed my year in an evening."),
    author: words("Ana"),
    createdAt: moment,
  })
  .meta({ id: "Review", description: "What a customer says of a product" });

export const ProductRef = z.strictObject({ id, slug: words("ledgerline"), name: words("Ledgerline") });

export const EventReview = Review.extend({ version: z.int(), product: ProductRef }).meta({
  id: "EventReview",
  description: "A review, with the product it is about and its own version",
});

export const ModeratedReview = EventReview.extend({
  updatedAt: moment,
  takenDownAt: moment.nullable().describe("Since when it is down; null while everybody reads it"),
}).meta({ id: "ModeratedReview", description: "A review, as those read it who may take it down" });

export const PastEvent = z
  .strictObject({
    id: z.string(),
    seq: z.int().positive(),
    type: z.string(),
    timestamp: moment,
    subject: z.string().describe("The id of what it is about"),
    actor: z.string().nullable().optional().describe("Who did it; told with `system:read` alone"),
    data: z.record(z.string(), z.unknown()).describe("What was noted of it then"),
  })
  .meta({
    id: "PastEvent",
    description: "Something that happened. `seq` grows; what the key may not read leaves holes",
    examples: [
      {
        id: "01935b2e-7c00-7000-8000-000000000001",
        seq: 42,
        type: "product.updated",
        timestamp: "2026-11-22T12:00:00.000Z",
        subject: "01935b2e-7c00-7000-8000-000000000002",
        data: { name: "Ledgerline", slug: "ledgerline", version: 3 },
      },
    ],
  });

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
