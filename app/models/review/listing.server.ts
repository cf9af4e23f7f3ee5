import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { partOfRows, prismaConditions, prismaReading } from "~/models/list/rows";
import { kept, onShelf, reviewSelect } from "~/models/product/select";
import { type ProductReviewQuery, productReviewGrammar } from "./query";

type Of = { productId: string; drafts: boolean };

/** A part of a product's reviews, newest first unless asked otherwise. Throws `Failure` not_found like the product itself. */
export async function listProductReviews(query: ProductReviewQuery, { productId, drafts }: Of) {
  const where = {
    productId,
    deletedAt: null,
    AND: prismaConditions(query.conditions),
  } satisfies Prisma.ReviewWhereInput;
  const { beyond, bounds } = prismaReading(query, productReviewGrammar.sorts);
  const [product, rows, total] = await Promise.all([
    db.product.findFirst({
      where: { ...(drafts ? kept : onShelf), id: productId },
      select: { id: true },
    }),
    db.review.findMany({ where: { AND: [where, ...beyond] }, select: reviewSelect, ...bounds }),
    query.counted ? db.review.count({ where }) : null,
  ]);
  if (!product) throw new Failure("not_found", "Product not found");
  return partOfRows(query, rows, total);
}
