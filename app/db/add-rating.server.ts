import { db } from "./client.server";

type Added = { productId: string; sum: number; count: number; onShelf?: boolean };

/**
 * Adds to a product's rating in one atomic statement, and leaves `version` and `updatedAt` alone: a review is not an edit of
 * the product. With `onShelf` only while the product is on sale. Says whether it did.
 */
export async function addRating({ productId, sum, count, onShelf = false }: Added): Promise<boolean> {
  const rows = await db.$executeRaw`
    UPDATE "Product" SET "ratingSum" = "ratingSum" + ${sum}, "ratingCount" = "ratingCount" + ${count}
    WHERE "id" = ${productId} AND (NOT ${onShelf} OR ("published" AND "deletedAt" IS NULL))`;
  return rows > 0;
}
