import { db } from "~/db/client.server";
import { onShelf, reviewSelect } from "~/models/product/select";

const live = { deletedAt: null };
const newestFirst = [{ createdAt: "desc" as const }, { id: "desc" as const }];

/** The one review that this customer has of this product, or null. */
export async function findOwnReview({ productId, authorId }: { productId: string; authorId: string }) {
  return db.review.findFirst({ where: { ...live, productId, authorId }, select: ownSelect });
}

/** Whether the shop took down what this customer wrote of this product. */
export async function isTakenDown({ productId, authorId }: { productId: string; authorId: string }) {
  const where = { productId, authorId, takenDown: true };
  return (await db.review.findFirst({ where, select: { id: true } })) !== null;
}

/** One's own review behind an address, or null: somebody else's looks missing. */
export async function findReviewToWithdraw({
  id,
  slug,
  authorId,
}: Record<"id" | "slug" | "authorId", string>) {
  return db.review.findFirst({ where: { ...live, id, authorId, product: { slug } }, select: ownSelect });
}

const ownSelect = {
  id: true,
  rating: true,
  body: true,
  version: true,
  createdAt: true,
  product: { select: { slug: true, name: true, published: true } },
} as const;

const QUOTABLE = { min: 40, max: 260 };

/** The newest good words about what is on the shelf, short enough to quote, no product and no author twice. */
export async function listPraise(take: number) {
  const reviews = await db.review.findMany({
    where: { ...live, rating: { gte: 4 }, product: onShelf },
    select: { ...reviewSelect, authorId: true, product: { select: { slug: true, name: true } } },
    orderBy: newestFirst,
    take: take * 10,
  });
  const seen = new Set<string>();
  const praise = reviews.filter(({ body, authorId, product }) => {
    if (body.length < QUOTABLE.min || body.length > QUOTABLE.max) return false;
    if (seen.has(authorId) || seen.has(product.slug)) return false;
    seen.add(authorId).add(product.slug);
    return true;
  });
  return praise.slice(0, take).map(({ authorId: _authorId, ...told }) => told);
}
