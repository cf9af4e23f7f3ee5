import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { paginationOf, rowsOf } from "~/models/paging";
import { fold } from "~/models/text";
import type { CatalogueQuery } from "./query";
import { detailSelect, kept, listedSelect, newestFirst, onShelf, tileSelect } from "./select";
import { Slug } from "./slug";

/** One page of what is for sale, with the total of the whole list. A page past the last is empty. */
export async function listProducts(query: CatalogueQuery) {
  const slice = await sliceOf(query);
  const [products, total] = await Promise.all([
    db.product.findMany({ ...slice, select: listedSelect }),
    db.product.count({ where: slice.where }),
  ]);
  return { products, ...paginationOf(query, total) };
}

/** The same page of the same list, with no more than a tile shows. */
export async function listTiles(query: CatalogueQuery) {
  const slice = await sliceOf(query);
  const [products, total] = await Promise.all([
    db.product.findMany({ ...slice, select: tileSelect }),
    db.product.count({ where: slice.where }),
  ]);
  return { products, ...paginationOf(query, total) };
}

/** How long the list would be. */
export async function countProducts(query: CatalogueQuery) {
  return db.product.count({ where: await whereOf(query) });
}

/** By id; a draft only for those who may write. Throws `Failure` not_found. */
export async function getProduct(id: string, { drafts }: { drafts: boolean }) {
  return required(
    db.product.findFirst({ where: { ...(drafts ? kept : onShelf), id }, select: detailSelect }),
  );
}

/** By its address; a draft only for those who may write. Throws `Failure` not_found. */
export async function getProductBySlug(slug: string, { drafts }: { drafts: boolean }) {
  // A word that is no slug is not asked for: PostgreSQL refuses some of them with an error of its own.
  if (!Slug.safeParse(slug).success) return required(Promise.resolve(null));
  return required(
    db.product.findFirst({ where: { ...(drafts ? kept : onShelf), slug }, select: detailSelect }),
  );
}

/** Others of the same category, newest first. */
export async function listRelated({ id, category }: { id: string; category: { id: string } }) {
  return db.product.findMany({
    where: { ...onShelf, categoryId: category.id, id: { not: id } },
    select: tileSelect,
    orderBy: newestFirst,
    take: 3,
  });
}

async function sliceOf(query: CatalogueQuery) {
  return {
    where: await whereOf(query),
    orderBy: orders[query.sort ?? "newest"],
    ...rowsOf(query),
  };
}

const orders = {
  newest: newestFirst,
  "price-low": [{ priceCents: "asc" }, { id: "asc" }],
  "price-high": [{ priceCents: "desc" }, { id: "desc" }],
  // The folded text starts with the name: the same order on both databases, whatever their collation.
  name: [{ searchText: "asc" }, { id: "asc" }],
} satisfies Record<NonNullable<CatalogueQuery["sort"]>, Prisma.ProductOrderByWithRelationInput[]>;

/** The category's id is looked up first: PostgreSQL then uses the partial index of the list. */
async function whereOf(query: CatalogueQuery): Promise<Prisma.ProductWhereInput> {
  const { category, q, minCents, maxCents, currency } = query;
  const row = category && (await db.category.findUnique({ where: { slug: category }, select: { id: true } }));
  const words = [...new Set(fold(q ?? "").split(" "))].filter(Boolean);
  return {
    ...onShelf,
    ...(category && { categoryId: row ? row.id : "none" }),
    ...(words.length > 0 && { AND: words.map((word) => ({ searchText: { contains: word } })) }),
    ...(currency && { currency }),
    ...((minCents !== undefined || maxCents !== undefined) && {
      priceCents: { gte: minCents, lte: maxCents },
    }),
  };
}

async function required<T>(found: Promise<T | null>) {
  const product = await found;
  if (!product) throw new Failure("not_found", "Product not found");
  return product;
}
