import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { fold } from "~/models/text";
import type { CatalogueQuery } from "./query";
import { detailSelect, kept, listedSelect, newestFirst, onShelf } from "./select";

/** One page of what is for sale, with the total of the whole list. A page past the last is empty. */
export async function listProducts(query: CatalogueQuery) {
  const where = await whereOf(query);
  const [products, total] = await Promise.all([
    db.product.findMany({
      where,
      select: listedSelect,
      orderBy: orders[query.sort ?? "newest"],
      skip: (query.page - 1) * query.limit,
      take: query.limit,
    }),
    db.product.count({ where }),
  ]);
  return { products, total, page: query.page, limit: query.limit, pages: Math.ceil(total / query.limit) };
}

const orders = {
  newest: newestFirst,
  "price-low": [{ priceCents: "asc" }, { id: "asc" }],
  "price-high": [{ priceCents: "desc" }, { id: "desc" }],
  // The folded text starts with the name: the same order on both databases, whatever their collation.
  name: [{ searchText: "asc" }, { id: "asc" }],
} satisfies Record<NonNullable<CatalogueQuery["sort"]>, Prisma.ProductOrderByWithRelationInput[]>;

/** The category's id is looked up first: PostgreSQL then uses the partial index of the list. */
async function whereOf({
  category,
  q,
  minCents,
  maxCents,
}: CatalogueQuery): Promise<Prisma.ProductWhereInput> {
  const row = category && (await db.category.findUnique({ where: { slug: category }, select: { id: true } }));
  return {
    ...onShelf,
    ...(category && { categoryId: row ? row.id : "none" }),
    ...(q && {
      AND: fold(q)
        .split(" ")
        .map((word) => ({ searchText: { contains: word } })),
    }),
    ...((minCents !== undefined || maxCents !== undefined) && {
      priceCents: { gte: minCents, lte: maxCents },
    }),
  };
}

/** By id; a draft only for those who may write. Throws `Failure` not_found. */
export async function getProduct(id: string, { drafts }: { drafts: boolean }) {
  return required(
    db.product.findFirst({ where: { ...(drafts ? kept : onShelf), id }, select: detailSelect }),
  );
}

/** By its address; a draft only for those who may write. Throws `Failure` not_found. */
export async function getProductBySlug(slug: string, { drafts }: { drafts: boolean }) {
  return required(
    db.product.findFirst({ where: { ...(drafts ? kept : onShelf), slug }, select: detailSelect }),
  );
}

/** Others of the same category, newest first. */
export async function listRelated({ id, category }: { id: string; category: { id: string } }) {
  return db.product.findMany({
    where: { ...onShelf, categoryId: category.id, id: { not: id } },
    select: listedSelect,
    orderBy: newestFirst,
    take: 3,
  });
}

async function required<T>(found: Promise<T | null>) {
  const product = await found;
  if (!product) throw new Failure("not_found", "Product not found");
  return product;
}
