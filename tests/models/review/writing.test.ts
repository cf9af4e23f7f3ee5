import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { listProductReviews } from "~/models/review/listing.server";
import { ProductReviewQuery } from "~/models/review/query";
import { listPraise } from "~/models/review/reading.server";
import { editReview, withdrawReview, writeReview } from "~/models/review/writing.server";
import { createUser } from "../../factories/people";
import { createProduct } from "../../factories/shop";

const words = { rating: 4, body: "It does what it says." };

async function setting() {
  const [product, ana, ben] = [await createProduct(), await createUser(), await createUser({ name: "Ben" })];
  return { product, ana: { actor: ana.id }, ben: { actor: ben.id } };
}

const reviewsOf = async (productId: string) =>
  (await listProductReviews(ProductReviewQuery.parse({}), { productId, drafts: false })).rows;

const ratingOf = (id: string) =>
  db.product.findUniqueOrThrow({
    where: { id },
    select: { ratingSum: true, ratingCount: true, version: true, updatedAt: true },
  });

const eventsOf = (subject: string) =>
  db.event.findMany({ where: { subject }, select: { type: true, actor: true }, orderBy: { seq: "asc" } });

test("a review counts in the rating, and is no edit of the product", async () => {
  const { product, ana } = await setting();
  const before = await ratingOf(product.id);

  const { id } = await writeReview(product.id, words, ana);

  expect(await ratingOf(product.id)).toEqual({ ...before, ratingSum: 4, ratingCount: 1 });
  expect(await eventsOf(id)).toEqual([{ type: "review.created", actor: ana.actor }]);
});

test("a customer reviews a product once", async () => {
  const { product, ana } = await setting();
  await writeReview(product.id, words, ana);

  await expect(writeReview(product.id, { ...words, rating: 1 }, ana)).rejects.toMatchObject({
    code: "conflict",
  });

  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 4, ratingCount: 1 });
});

test("twenty customers at once make an exact rating", async () => {
  const { product } = await setting();
  const customers = await Promise.all(Array.from({ length: 20 }, () => createUser()));

  await Promise.all(
    customers.map(({ id }, index) =>
      writeReview(product.id, { ...words, rating: (index % 5) + 1 }, { actor: id }),
    ),
  );

  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 60, ratingCount: 20 });
});

test("one customer who writes five times at once has one review", async () => {
  const { product, ana } = await setting();

  const attempts = await Promise.allSettled(
    Array.from({ length: 5 }, () => writeReview(product.id, words, ana)),
  );

  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 4, ratingCount: 1 });
});

test("what is not on the shelf cannot be reviewed", async () => {
  const { ana } = await setting();
  const draft = await createProduct({ published: false });
  const gone = await createProduct();
  await db.product.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });

  for (const id of [draft.id, gone.id, "no-such-product"]) {
    await expect(writeReview(id, words, ana)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await db.review.count({ where: { authorId: ana.actor } })).toBe(0);
});

test("an edit moves the rating by the difference", async () => {
  const { product, ana, ben } = await setting();
  await writeReview(product.id, { ...words, rating: 5 }, ben);
  const { id } = await writeReview(product.id, words, ana);

  await editReview({ id, version: 1 }, { rating: 2, body: "It crashed twice." }, ana);

  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 7, ratingCount: 2 });
  expect(await db.review.findUnique({ where: { id } })).toMatchObject({ rating: 2, version: 2 });
  expect(await eventsOf(id)).toHaveLength(2);
});

test("an edit of an older version changes nothing", async () => {
  const { product, ana } = await setting();
  const { id } = await writeReview(product.id, words, ana);
  await editReview({ id, version: 1 }, { rating: 5, body: "Better now." }, ana);

  await expect(editReview({ id, version: 1 }, { rating: 1, body: "Old window" }, ana)).rejects.toMatchObject({
    code: "stale",
  });

  expect(await db.review.findUnique({ where: { id } })).toMatchObject({ rating: 5, body: "Better now." });
  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 5, ratingCount: 1 });
});

test("edits of the same version at once leave the rating exact", async () => {
  const { product, ana } = await setting();
  const { id } = await writeReview(product.id, words, ana);

  const attempts = await Promise.allSettled(
    [1, 2, 3, 5].map((rating) => editReview({ id, version: 1 }, { ...words, rating }, ana)),
  );

  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { rating } = await db.review.findUniqueOrThrow({ where: { id } });
  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: rating, ratingCount: 1 });
});

test("nobody edits or withdraws a review they did not write", async () => {
  const { product, ana, ben } = await setting();
  const { id } = await writeReview(product.id, words, ana);

  await expect(editReview({ id, version: 1 }, { ...words, rating: 1 }, ben)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(withdrawReview({ id, version: 1 }, ben)).rejects.toMatchObject({ code: "not_found" });

  expect(await reviewsOf(product.id)).toMatchObject([words]);
});

test("a withdrawn review is gone from the page and from the rating, once", async () => {
  const { product, ana } = await setting();
  const { id } = await writeReview(product.id, words, ana);

  await withdrawReview({ id, version: 1 }, ana);

  await expect(withdrawReview({ id, version: 1 }, ana)).rejects.toMatchObject({ code: "not_found" });
  expect(await reviewsOf(product.id)).toEqual([]);
  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 0, ratingCount: 0 });
});

test("who withdrew a review can write again, as the newest", async () => {
  const { product, ana, ben } = await setting();
  const first = await writeReview(product.id, words, ana);
  await writeReview(product.id, { ...words, rating: 3 }, ben);
  await withdrawReview({ id: first.id, version: 1 }, ana);

  const again = await writeReview(product.id, { rating: 5, body: "The new release is good." }, ana);

  expect(again.id).toBe(first.id);
  expect((await reviewsOf(product.id)).map(({ rating }) => rating)).toEqual([5, 3]);
  expect(await ratingOf(product.id)).toMatchObject({ ratingSum: 8, ratingCount: 2 });
  expect((await eventsOf(first.id)).map(({ type }) => type)).toEqual([
    "review.created",
    "review.withdrawn",
    "review.created",
  ]);
});

test("only good words about what is on the shelf are quoted", async () => {
  const { product, ana, ben } = await setting();
  const draft = await createProduct();
  const quotable = { rating: 5, body: "I have used it every day for a year and it never lost a line." };
  await writeReview(product.id, quotable, ana);
  await writeReview(product.id, { ...quotable, rating: 2 }, ben);
  await writeReview(draft.id, quotable, ben);
  await db.product.update({ where: { id: draft.id }, data: { published: false } });

  const praise = await listPraise(20);

  expect(praise.filter(({ product: { slug } }) => slug === draft.slug)).toEqual([]);
  expect(praise.filter(({ product: { slug } }) => slug === product.slug)).toMatchObject([quotable]);
});
