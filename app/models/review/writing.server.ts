import { addRating } from "~/db/add-rating.server";
import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import type { ReviewInput } from "./input";
import { isTakenDown } from "./reading.server";

type By = { actor: string };
type Target = { id: string; version: number };

const stale = () => new Failure("stale", "You changed this review meanwhile, perhaps in another window");

/**
 * One review per product and customer. A withdrawn one comes back under its own id with the new words. Throws `Failure`
 * not_found when the product is not on the shelf, conflict when the customer has reviewed it already, also when the shop took
 * that review down.
 */
export async function writeReview(productId: string, { rating, body }: ReviewInput, { actor }: By) {
  try {
    return await change(async () => {
      if (await isTakenDown({ productId, authorId: actor })) {
        throw new Failure("conflict", "Your review of this was taken down; ask about it instead");
      }
      if (!(await addRating({ productId, sum: rating, count: 1, onShelf: true }))) {
        throw new Failure("not_found", "Product not found");
      }
      const review = (await revive(productId, { rating, body }, { actor })) ?? (await create());
      record({ type: "review.created", subject: review.id, actor, data: { productId, rating } });
      return review;
    });
  } catch (error) {
    if (isUniqueViolation(error, "productId")) {
      throw new Failure("conflict", "You have reviewed this already: edit your review instead");
    }
    throw error;
  }

  function create() {
    return db.review.create({ data: { productId, authorId: actor, rating, body }, select: { id: true } });
  }
}

/** Authors edit their own reviews. Throws `Failure` not_found for anybody else's, stale when `version` is not the newest. */
export async function editReview({ id, version }: Target, { rating, body }: ReviewInput, { actor }: By) {
  await change(async () => {
    const before = await requireOwn({ id, version }, { actor });
    await update(before, { rating, body }, { actor });
    const { productId } = before;
    if (!(await addRating({ productId, sum: rating - before.rating, count: 0, onShelf: true }))) {
      throw new Failure("not_found", "Product not found");
    }
    record({ type: "review.updated", subject: id, actor, data: { productId, rating } });
  });
}

/**
 * Authors withdraw their own reviews, also of what left the shelf: the answer tells whether it did. Someone else's review
 * looks missing, not forbidden. Throws `Failure` not_found or stale.
 */
export async function withdrawReview({ id, version }: Target, { actor }: By) {
  return change(async () => {
    const before = await requireOwn({ id, version }, { actor });
    await update(before, { deletedAt: new Date() }, { actor });
    const { productId, rating, product } = before;
    await addRating({ productId, sum: -rating, count: -1 });
    record({ type: "review.withdrawn", subject: id, actor, data: { productId, rating } });
    return { onShelf: product.published && product.deletedAt === null };
  });
}

/** What the rating loses or gains is exact, because only the version that was read is changed. */
async function requireOwn({ id, version }: Target, { actor }: By) {
  const review = await db.review.findFirst({
    where: { id, authorId: actor, deletedAt: null },
    select: {
      id: true,
      productId: true,
      rating: true,
      version: true,
      product: { select: { published: true, deletedAt: true } },
    },
  });
  if (!review) throw new Failure("not_found", "Review not found");
  if (review.version !== version) throw stale();
  return review;
}

type Changes = Partial<ReviewInput> & { deletedAt?: Date };

async function update({ id, version }: Target, changes: Changes, { actor }: By) {
  const { count } = await db.review.updateMany({
    where: { id, version, authorId: actor, deletedAt: null },
    data: { ...changes, version: { increment: 1 } },
  });
  if (count === 0) throw stale();
}

async function revive(productId: string, words: ReviewInput, { actor }: By) {
  const [review] = await db.review.updateManyAndReturn({
    where: { productId, authorId: actor, deletedAt: { not: null }, takenDown: false },
    data: { ...words, deletedAt: null, createdAt: new Date(), version: { increment: 1 } },
    select: { id: true },
  });
  return review;
}
