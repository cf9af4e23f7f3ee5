import type { Prisma } from "~/db/generated/sqlite/client";
import type { ProductParts } from "~/db/product-json.server";

/** What is not in the trash. */
export const kept = { deletedAt: null } satisfies Prisma.ProductWhereInput;
/** What everybody may see. */
export const onShelf = { deletedAt: null, published: true } satisfies Prisma.ProductWhereInput;

export const newestFirst = [
  { createdAt: "desc" },
  { id: "desc" },
] satisfies Prisma.ProductOrderByWithRelationInput[];
/** The same for the hand-written reads. */
export const inOrderOfArrival = [
  { field: "createdAt", descending: true },
  { field: "id", descending: true },
] as const;

export const imageSelect = {
  id: true,
  file: true,
  widths: true,
  alt: true,
  width: true,
  height: true,
} satisfies Prisma.ProductImageSelect;

/** What a page's list shows: no description, which may be 20,000 characters. */
export const tileSelect = {
  id: true,
  slug: true,
  name: true,
  summary: true,
  priceCents: true,
  currency: true,
  ratingSum: true,
  ratingCount: true,
  category: { select: { id: true, slug: true, name: true } },
  images: {
    where: { deletedAt: null },
    select: imageSelect,
    orderBy: [{ position: "asc" }, { id: "asc" }],
    take: 1,
  },
} satisfies Prisma.ProductSelect;

export const listedSelect = {
  ...tileSelect,
  sku: true,
  description: true,
  published: true,
  publishedAt: true,
  createdAt: true,
  updatedAt: true,
  version: true,
  release: true,
  releasedAt: true,
  runsOn: true,
} satisfies Prisma.ProductSelect;

export const reviewSelect = {
  id: true,
  rating: true,
  body: true,
  createdAt: true,
  author: { select: { name: true } },
} satisfies Prisma.ReviewSelect;

export const REVIEWS_SHOWN = 20;

export const detailSelect = {
  ...listedSelect,
  images: { ...listedSelect.images, take: 50 },
  tiers: {
    select: { id: true, name: true, priceCents: true, checkoutUrl: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    take: 20,
  },
  reviews: {
    where: { deletedAt: null },
    select: reviewSelect,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: REVIEWS_SHOWN,
  },
} satisfies Prisma.ProductSelect;

export type Tile = Prisma.ProductGetPayload<{ select: typeof tileSelect }>;
export type ListedProduct = Prisma.ProductGetPayload<{ select: typeof listedSelect }>;
export type DetailedProduct = Prisma.ProductGetPayload<{ select: typeof detailSelect }>;

/** The same three for the hand-written reads. */
export const tileParts = {
  columns: ["id", "slug", "name", "summary", "priceCents", "currency", "ratingSum", "ratingCount"],
  category: true,
  images: 1,
} satisfies ProductParts;

export const listedParts = {
  ...tileParts,
  columns: [
    ...tileParts.columns,
    ...(["sku", "description", "published", "publishedAt", "createdAt", "updatedAt", "version"] as const),
    ...(["release", "releasedAt", "runsOn"] as const),
  ],
} satisfies ProductParts;

export const detailParts = {
  ...listedParts,
  images: detailSelect.images.take,
  tiers: detailSelect.tiers.take,
  reviews: REVIEWS_SHOWN,
} satisfies ProductParts;
