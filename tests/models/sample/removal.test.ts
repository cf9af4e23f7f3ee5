import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { replaceProduct } from "~/models/product/editing.server";
import { ProductInput } from "~/models/product/input";
import { countSample, removeSample } from "~/models/sample/removal.server";
import { createUser } from "../../factories/people";
import { createCategory, createProduct } from "../../factories/shop";

const by = { actor: "ines" };

async function sampleShop() {
  const category = await createCategory();
  const empty = await createCategory();
  await db.category.updateMany({ data: { sample: true } });
  const [left, edited, own] = [
    await createProduct({ category: category.slug }),
    await createProduct({ category: category.slug }),
    await createProduct({ category: category.slug }),
  ];
  await db.product.updateMany({ where: { id: { in: [left.id, edited.id] } }, data: { sample: true } });
  const reviewer = await createUser();
  await db.user.update({ where: { id: reviewer.id }, data: { sample: true } });
  await db.review.create({ data: { productId: own.id, authorId: reviewer.id, rating: 1, body: "Sample" } });
  const customer = await createUser();
  await db.review.create({ data: { productId: own.id, authorId: customer.id, rating: 5, body: "Real" } });
  await db.product.update({ where: { id: own.id }, data: { ratingSum: 6, ratingCount: 2 } });
  const file = { file: `${left.slug}-cover`, widths: "400,800", width: 800, height: 500 };
  await db.productImage.create({ data: { ...file, productId: left.id } });
  return { category, empty, left, edited, own };
}

test("the sample shop goes in one step, and what the owner made or edited stays", async () => {
  const { category, empty, left, edited, own } = await sampleShop();
  const input = ProductInput.parse({ name: "Mine now", category: category.slug });
  await replaceProduct({ id: edited.id, input }, by);

  await removeSample(by);

  const products = await db.product.findMany({ select: { id: true } });
  expect(products.map((product) => product.id).sort()).toEqual([edited.id, own.id].sort());
  expect(await db.category.findMany({ select: { slug: true } })).toEqual([{ slug: category.slug }]);
  expect(empty.slug).not.toBe(category.slug);
  expect(await countSample()).toEqual({ products: 0, categories: 0, people: 0 });
  expect(await db.product.findUnique({ where: { id: own.id } })).toMatchObject({
    ratingSum: 5,
    ratingCount: 1,
  });
  expect(await db.event.findFirst({ where: { type: "product.purged" } })).toMatchObject({
    subject: left.id,
    data: { ids: [left.id], files: [`${left.slug}-cover-400.webp`, `${left.slug}-cover-800.webp`] },
  });
});

test("removing it twice does nothing more", async () => {
  await removeSample(by);
  const before = await db.product.count();

  await removeSample(by);

  expect(await db.product.count()).toBe(before);
});
