import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { type PageQuery, paginationOf, rowsOf } from "~/models/paging";
import { kept, onShelf, reviewSelect } from "~/models/product/select";

type Asked = PageQuery & { productId: string; drafts: boolean };

/** A page of a product's reviews, newest first. Throws `Failure` not_found like the product itself. */
export async function listProductReviews({ productId, drafts, ...page }: Asked) {
  const where = { productId, deletedAt: null } satisfies Prisma.ReviewWhereInput;
  const [product, reviews, total] = await Promise.all([
    db.product.findFirst({
      where: { ...(drafts ? kept : onShelf), id: productId },
      select: { id: true },
    }),
    db.review.findMany({
      where,
      select: reviewSelect,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      ...rowsOf(page),
    }),
    db.review.count({ where }),
  ]);
  if (!product) throw new Failure("not_found", "Product not found");
  return { reviews, ...paginationOf(page, total) };
}
