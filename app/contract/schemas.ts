import { z } from "zod";
import { REVIEWS_SHOWN } from "~/models/product/select";

const id = z.uuid();
const moment = z.iso.datetime();
const address = z.string();

export const CategoryRef = z.strictObject({ id, slug: z.string(), name: z.string() });

export const Category = CategoryRef.extend({
  parent: CategoryRef.nullable().describe("The category it stands below"),
  position: z.int().describe("Categories are listed by their position, then by name"),
  products: z.int().describe("How many of its own products are on the shelf"),
  version: z.int(),
  createdAt: moment,
  updatedAt: moment,
}).meta({ id: "Category", description: "A shelf of the shop; `parent` makes them a tree" });

export const Image = z
  .strictObject({ id, url: address, alt: z.string(), width: z.int(), height: z.int() })
  .meta({ id: "Image", description: "A picture of a product; what `url` answers never changes" });

export const Tier = z
  .strictObject({ id, name: z.string(), priceCents: z.int(), checkoutUrl: z.string().nullable() })
  .meta({ id: "Tier", description: "One of the prices a product is sold at" });

export const Review = z
  .strictObject({
    id,
    rating: z.int().min(1).max(5),
    body: z.string(),
    author: z.string(),
    createdAt: moment,
  })
  .meta({ id: "Review", description: "What a customer says of a product" });

const Rating = z
  .strictObject({ average: z.number().min(1).max(5).nullable(), count: z.int() })
  .meta({ id: "Rating", description: "`average` is rounded to a tenth, and null while nobody has rated it" });

export const Product = z
  .strictObject({
    id,
    sku: z.string().nullable(),
    slug: z.string(),
    name: z.string(),
    summary: z.string(),
    description: z.string(),
    priceCents: z.int(),
    currency: z.string(),
    release: z.string().nullable(),
    releasedAt: moment.nullable(),
    runsOn: z.string().nullable(),
    published: z.boolean(),
    publishedAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
    version: z.int(),
    category: CategoryRef,
    images: z.array(Image),
    rating: Rating,
  })
  .meta({ id: "Product", description: "A product as a list tells it, with the first of its images" });

export const ProductDetail = Product.extend({
  tiers: z.array(Tier),
  reviews: z.array(Review).describe(`The newest ${REVIEWS_SHOWN}`),
  links: z.strictObject({ reviews: address }),
}).meta({ id: "ProductDetail", description: "A product with all its images, its tiers and newest reviews" });

export const Pagination = z
  .strictObject({ page: z.int(), limit: z.int(), total: z.int(), pages: z.int() })
  .meta({ id: "Pagination" });

export const ListPagination = z
  .strictObject({
    page: z.int().optional(),
    limit: z.int(),
    total: z.int().optional(),
    pages: z.int().optional(),
    next: z.string().nullable(),
    prev: z.string().nullable(),
  })
  .meta({
    id: "ListPagination",
    description:
      "`next` and `prev` are cursors of the parts beside this one, null at the ends and in a search. `page` and `pages` are left out when a cursor was given, `total` and `pages` with `total=none`",
  });

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

/** `{data}`: how every answer with one thing looks. */
export const one = <S extends z.ZodType>(schema: S) => z.strictObject({ data: schema });
/** `{data, pagination}`: how every answer with a list looks. */
export const page = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ data: z.array(schema), pagination: Pagination });
/** The same of a list that is asked in the whole grammar: by page or by cursor. */
export const list = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ data: z.array(schema), pagination: ListPagination });
