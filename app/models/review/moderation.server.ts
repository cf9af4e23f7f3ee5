import { addRating } from "~/db/add-rating.server";
import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { partOfRows, prismaConditions, prismaReading } from "~/models/list/rows";
import { change, record } from "~/models/outbox/change.server";
import { kept, reviewSelect } from "~/models/product/select";
import { type Seen, stillAt } from "~/models/version";
import { type ReviewQuery, reviewGrammar } from "./query";

type Target = { id: string; version?: Seen };
type By = { actor: string };

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

/** A part of the reviews of all products: those that everybody reads, or those that were taken down. */
export async function listReviews(query: ReviewQuery) {
  const isState = ({ field }: { field: string }) => field === "takenDown";
  const down = query.conditions.find(isState)?.value === true;
  const others = query.conditions.filter((condition) => !isState(condition));
  const where = {
    ...(down ? takenDown : shown),
    AND: prismaConditions(others, { product: "productId" }),
  } satisfies Prisma.ReviewWhereInput;
  const { beyond, bounds } = prismaReading(query, reviewGrammar.sorts);
  const [rows, total] = await Promise.all([
    db.review.findMany({ where: { AND: [where, ...beyond] }, select: moderated, ...bounds }),
    query.counted ? db.review.count({ where }) : null,
  ]);
  const { rows: told, ...part } = partOfRows(query, rows, total);
  return { rows: told.map(moderatedOut), ...part };
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
