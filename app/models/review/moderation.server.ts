import { addRating } from "~/db/add-rating.server";
import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { type PageQuery, paginationOf, rowsOf } from "~/models/paging";
import { kept, reviewSelect } from "~/models/product/select";
import { type Seen, stillAt } from "~/models/version";

type Target = { id: string; version?: Seen };
type By = { actor: string };
type Asked = PageQuery & { productId?: string; ratings?: number[]; takenDown: boolean };

/** What the shop reads and judges: what its authors took back, and what is about a product in the trash, is gone. */
const shown = { product: kept, deletedAt: null } satisfies Prisma.ReviewWhereInput;
const takenDown = {
  product: kept,
  deletedAt: { not: null },
  takenDown: true,
} satisfies Prisma.ReviewWhereInput;

const moderated = {
  ...reviewSelect,
  updatedAt: true,
  version: true,
  deletedAt: true,
  product: { select: { id: true, slug: true, name: true } },
} satisfies Prisma.ReviewSelect;

/** A page of the reviews of all products, newest first: those that everybody reads, or those that were taken down. */
export async function listReviews({ productId, ratings, takenDown: down, ...page }: Asked) {
  const where = { ...(down ? takenDown : shown), productId, rating: ratings && { in: ratings } };
  const [rows, total] = await Promise.all([
    db.review.findMany({
      where,
      select: moderated,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      ...rowsOf(page),
    }),
    db.review.count({ where }),
  ]);
  return { reviews: rows.map(moderatedOut), ...paginationOf(page, total) };
}

/** One of them. Throws `Failure` not_found. */
export async function getReview(id: string) {
  const review = await db.review.findFirst({ where: { id, OR: [shown, takenDown] }, select: moderated });
  if (!review) throw missing();
  return moderatedOut(review);
}

/** Takes a review down: its author learns so and cannot write another meanwhile. Throws `Failure` not_found or stale. */
export async function takeDownReview({ id, version }: Target, { actor }: By) {
  await change(async () => {
    const { count } = await db.review.updateMany({
      where: { ...shown, id, ...stillAt(version) },
      data: { deletedAt: new Date(), takenDown: true, version: { increment: 1 } },
    });
    if (count === 0) throw await refusalOf({ ...shown, id });
    const { productId, rating } = await ratingOf(id);
    await addRating({ productId, sum: -rating, count: -1 });
    record({ type: "review.withdrawn", subject: id, actor, data: { productId, rating, takenDown: true } });
  });
}

/** Brings back what was taken down, never what its author took back. Throws `Failure` not_found. */
export async function restoreReview({ id }: { id: string }, { actor }: By) {
  return change(async () => {
    const { count } = await db.review.updateMany({
      where: { ...takenDown, id },
      data: { deletedAt: null, takenDown: false, version: { increment: 1 } },
    });
    if (count === 0) throw new Failure("not_found", "Review not found among those that were taken down");
    const { productId, rating } = await ratingOf(id);
    await addRating({ productId, sum: rating, count: 1 });
    record({ type: "review.restored", subject: id, actor, data: { productId, rating } });
    return getReview(id);
  });
}

function moderatedOut({
  author,
  deletedAt,
  ...review
}: Prisma.ReviewGetPayload<{ select: typeof moderated }>) {
  return { ...review, author: author.name, takenDownAt: deletedAt };
}

async function ratingOf(id: string) {
  return db.review.findUniqueOrThrow({ where: { id }, select: { productId: true, rating: true } });
}

async function refusalOf(where: Prisma.ReviewWhereInput) {
  const there = await db.review.findFirst({ where, select: { id: true } });
  return there ? new Failure("stale", "Its author changed this review meanwhile") : missing();
}

const missing = () => new Failure("not_found", "Review not found");
