import { db } from "~/db/client.server";
import { pictureNames } from "~/models/image/store.server";
import { change, record } from "~/models/outbox/change.server";

/** How much of the shop is sample. */
export async function countSample() {
  const where = { sample: true };
  const [products, categories, people] = await Promise.all([
    db.product.count({ where }),
    db.category.count({ where }),
    db.user.count({ where }),
  ]);
  return { products, categories, people };
}

/**
 * Removes the sample shop for good, with its pictures, tiers, reviews and reviewers. What the owner made or edited stays, and
 * with it the categories it needs.
 */
export async function removeSample({ actor }: { actor: string }) {
  await change(async () => {
    const removed = await removeProducts(actor);
    await removePeople();
    await removeCategories();
    record({ type: "sample.removed", subject: "sample", actor, data: { products: removed } });
  });
}

/** Each event names the files that go with the row: the consumer `pictures` removes them after the commit. */
async function removeProducts(actor: string) {
  const products = await db.product.findMany({
    where: { sample: true },
    select: { id: true, slug: true, images: { select: { file: true, widths: true } } },
    take: 10_000,
  });
  await db.product.deleteMany({ where: { sample: true } });
  for (const { id, slug, images } of products) {
    record({
      type: "product.purged",
      subject: id,
      actor,
      data: { ids: [id], slug, files: images.flatMap(pictureNames) },
    });
  }
  return products.length;
}

/** Their reviews go with them, so the ratings of what stays are counted anew. */
async function removePeople() {
  const reviewed = await db.review.findMany({
    where: { author: { sample: true } },
    select: { productId: true },
    distinct: ["productId"],
    take: 10_000,
  });
  await db.user.deleteMany({ where: { sample: true } });
  for (const { productId } of reviewed) {
    const { _sum, _count } = await db.review.aggregate({
      where: { productId, deletedAt: null },
      _sum: { rating: true },
      _count: true,
    });
    await db.product.updateMany({
      where: { id: productId },
      data: { ratingSum: _sum.rating ?? 0, ratingCount: _count },
    });
  }
}

async function removeCategories() {
  await db.category.updateMany({ where: { sample: true, products: { some: {} } }, data: { sample: false } });
  await db.category.deleteMany({ where: { sample: true } });
}
