import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { listProducts } from "~/models/product/catalogue.server";
import { CatalogueQuery } from "~/models/product/query";
import { imageOut } from "~/models/product/shape";
import { loadSampleShop } from "~/models/sample/loading.server";
import { createCategory } from "../../factories/shop";

const folder = path.resolve(import.meta.dirname, "../../../prisma/sample");
const uploads = path.join(process.env.DATA_DIR ?? "", "uploads");

beforeEach(async () => {
  await db.product.deleteMany();
  await db.category.deleteMany();
  await db.user.deleteMany();
  await db.siteConfig.deleteMany();
});

test("an empty shop gets forty products in twelve categories, all on the shelf and marked as sample", async () => {
  expect(await loadSampleShop(folder)).toBe(true);

  expect(await db.product.count({ where: { sample: true, published: true, deletedAt: null } })).toBe(40);
  expect(await db.category.count({ where: { sample: true, products: { some: {} } } })).toBe(12);
  expect(await db.user.count({ where: { sample: true, role: "customer", credentials: { none: {} } } })).toBe(
    24,
  );
  expect(await db.priceTier.count()).toBeGreaterThan(40);
  expect(await db.siteConfig.findUnique({ where: { key: "profile" } })).toMatchObject({
    value: { name: "Ines Moreau", place: "Lyon" },
  });
  const [last] = await db.event.findMany({ orderBy: { seq: "desc" }, take: 1 });
  expect(last).toMatchObject({ type: "sample.loaded", actor: null, data: { products: 40 } });
});

test("every rating is the sum of its reviews, and no review is older than its product", async () => {
  await loadSampleShop(folder);

  for (const product of await db.product.findMany({ include: { reviews: true } })) {
    expect(product.ratingCount).toBe(product.reviews.length);
    expect(product.ratingSum).toBe(product.reviews.reduce((sum, { rating }) => sum + rating, 0));
    for (const review of product.reviews) expect(review.createdAt > product.createdAt).toBe(true);
  }
});

test("the shelf shows the newest first, spread over years", async () => {
  await loadSampleShop(folder);

  const {
    rows: products,
    pagination: { total },
  } = await listProducts(CatalogueQuery.parse({ limit: "100" }));

  expect(total).toBe(40);
  const days = products.map(({ createdAt }) => (Date.now() - createdAt.getTime()) / 86_400_000);
  expect(days[0]).toBeLessThan(30);
  expect(days.at(-1)).toBeGreaterThan(365);
  expect(days).toEqual([...days].sort((a, b) => a - b));
});

test("a dozen products have two pictures each, described, in every width that is named", async () => {
  await loadSampleShop(folder);

  const images = await db.productImage.findMany();
  expect(images).toHaveLength(24);
  for (const image of images) {
    expect(image.alt).not.toBe("");
    for (const width of image.widths.split(",")) {
      const bytes = readFileSync(path.join(uploads, `${image.file}-${width}.webp`));
      expect(bytes.subarray(8, 12).toString()).toBe("WEBP");
    }
    expect(imageOut(image).url).toBe(`/pictures/${image.file}-1600.webp`);
  }
  expect(readdirSync(uploads)).toHaveLength(72);
});

test("a shop that has anything of its own is left alone", async () => {
  await createCategory();

  expect(await loadSampleShop(folder)).toBe(false);

  expect(await db.product.count()).toBe(0);
});

test("two processes that start at once make one sample shop", async () => {
  const loaded = await Promise.all([loadSampleShop(folder), loadSampleShop(folder)]);

  expect(loaded.filter(Boolean)).toHaveLength(1);
  expect(await db.product.count()).toBe(40);
  expect(existsSync(uploads)).toBe(true);
});
