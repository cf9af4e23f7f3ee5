import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { cleanUp } from "~/models/cleanup/cleanup.server";
import { createUser } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { daysAgo } from "../factories/trash";

const LIMIT_MS = 10_000; // what schedulers wait for an answer

test("a hundred thousand old rows are gone before a scheduler stops waiting", async () => {
  const shelf = await createProduct();
  await fill({ until: daysAgo(120) });

  const start = performance.now();
  const { cleaned } = await cleanUp();
  const took = performance.now() - start;

  expect(cleaned).toBe(100_000);
  expect(await db.product.findMany({ select: { id: true } })).toEqual([{ id: shelf.id }]);
  expect(await db.priceTier.count()).toBe(0);
  process.stdout.write(`  100,000 rows in ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(LIMIT_MS);
});

/** 50,000 notifications and 50,000 products, 5,000 of them with a tier and a picture. By SQL, or it would take minutes. */
async function fill({ until }: { until: Date }) {
  const { id: user } = await createUser();
  const { id: category } = await createCategory();
  const numbers = `WITH RECURSIVE "n" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < 50000)`;
  const first = `"i" <= 5000`;
  await db.$executeRawUnsafe(
    `INSERT INTO "Notification" ("id", "userId", "kind", "title", "deletedAt")
     ${numbers} SELECT 'n-' || "i", '${user}', 'old', 'Old', NULL FROM "n"`,
  );
  await db.$executeRawUnsafe(
    `INSERT INTO "Product" ("id", "slug", "name", "searchText", "categoryId", "updatedAt")
     ${numbers} SELECT 'p-' || "i", 's-' || "i", 'Old', 'old', '${category}', CURRENT_TIMESTAMP FROM "n"`,
  );
  await db.$executeRawUnsafe(
    `INSERT INTO "PriceTier" ("id", "productId", "name", "priceCents")
     ${numbers} SELECT 't-' || "i", 'p-' || "i", 'Solo', 1 FROM "n" WHERE ${first}`,
  );
  await db.$executeRawUnsafe(
    `INSERT INTO "ProductImage" ("id", "productId", "file", "widths", "width", "height")
     ${numbers} SELECT 'i-' || "i", 'p-' || "i", 'f-' || "i", '400,800', 800, 600 FROM "n" WHERE ${first}`,
  );
  await db.notification.updateMany({ where: { kind: "old" }, data: { deletedAt: until } });
  await db.product.updateMany({ where: { name: "Old" }, data: { deletedAt: until, createdAt: until } });
}
