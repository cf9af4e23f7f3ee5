import { db } from "~/db/client.server";
import { createUser } from "./people";
import { createProduct } from "./shop";

export const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** One row of everything that the trash can hold, each put there `days` ago. */
export async function fillTrash(days: number) {
  const deletedAt = daysAgo(days);
  const product = await createProduct({ tiers: [{ name: "Solo", priceCents: 100 }] });
  const shelf = await createProduct();
  const author = await createUser();
  await db.product.update({ where: { id: product.id }, data: { deletedAt } });
  const review = await db.review.create({
    data: { productId: shelf.id, authorId: author.id, rating: 4, body: "Withdrawn", deletedAt },
  });
  const picture = { widths: "400,800", width: 800, height: 600 };
  const image = await db.productImage.create({
    data: { ...picture, file: `old-${review.id}`, productId: shelf.id, deletedAt },
  });
  const hanging = await db.productImage.create({
    data: { ...picture, file: `hanging-${review.id}`, productId: product.id },
  });
  const notification = await db.notification.create({
    data: { userId: author.id, kind: "test", title: "Old", deletedAt },
  });
  return { product, shelf, author, review, image, hanging, notification };
}

/** Thousands of old notifications, by SQL: row by row they would take longer than any test. */
export async function fillWithNotifications(count: number) {
  const { id: userId } = await createUser();
  await db.$executeRaw`
    INSERT INTO "Notification" ("id", "userId", "kind", "title", "deletedAt")
    WITH RECURSIVE "numbers" ("number") AS (
      SELECT 1 UNION ALL SELECT "number" + 1 FROM "numbers" WHERE "number" < CAST(${count} AS INTEGER)
    )
    SELECT 'old-' || "number", ${userId}, 'old', 'Old', NULL FROM "numbers"`;
  await db.notification.updateMany({ where: { userId }, data: { deletedAt: daysAgo(91) } });
}
