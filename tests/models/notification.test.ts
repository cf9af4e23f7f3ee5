import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { notifications } from "~/models/notification/consumer.server";
import { notify } from "~/models/notification/notify.server";
import { startDispatcher } from "~/models/outbox/dispatcher.server";
import { writeReview } from "~/models/review/writing.server";
import { createUser } from "../factories/people";
import { createProduct } from "../factories/shop";

const follow = () => {
  const failures: unknown[] = [];
  return { ...startDispatcher([notifications], (error) => failures.push(error)), failures };
};
const caughtUp = () =>
  expect
    .poll(async () => {
      const last = await db.event.findFirst({ orderBy: { seq: "desc" } });
      const position = await db.consumerPosition.findUnique({ where: { name: "notifications" } });
      return position?.seq === last?.seq;
    })
    .toBe(true);

test("a notification and its event are written together", async () => {
  const { id: userId } = await createUser();

  await notify({ userId }, { kind: "note", title: "Hello", link: "/products" });

  const row = await db.notification.findFirstOrThrow({ where: { userId } });
  expect(row).toMatchObject({ kind: "note", title: "Hello", body: "", link: "/products" });
  expect(await db.event.findFirst({ where: { subject: row.id } })).toMatchObject({
    type: "notification.created",
    data: { userId, title: "Hello" },
  });
});

test("every owner hears of a review once, also when the shop is started again", async () => {
  const owners = [await createUser({ role: "owner" }), await createUser({ role: "owner" })];
  await createUser({ role: "editor" });
  const { id: author } = await createUser({ name: "Ben" });
  const product = await createProduct({ name: "Tidepool" });
  const first = follow();
  await writeReview(product.id, { rating: 4, body: "Calm and quick" }, { actor: author });
  await caughtUp();
  await first.stop();
  const second = follow();
  await caughtUp();
  await second.stop();

  const told = await db.notification.findMany({ where: { kind: "review" }, orderBy: { userId: "asc" } });

  expect(told.map(({ userId }) => userId)).toEqual(owners.map(({ id }) => id).sort());
  expect(told[0]).toMatchObject({
    title: "Ben gave Tidepool 4 of 5",
    body: "Calm and quick",
    link: `/products/${product.slug}`,
  });
  expect([...first.failures, ...second.failures]).toEqual([]);
});

test("owners are not told of what they wrote themselves, nor of what was withdrawn meanwhile", async () => {
  const owner = await createUser({ role: "owner" });
  const { id: author } = await createUser();
  const product = await createProduct();
  await writeReview(product.id, { rating: 5, body: "Mine, so perfect" }, { actor: owner.id });
  const { id } = await writeReview(product.id, { rating: 1, body: "Never mind" }, { actor: author });
  await db.review.update({ where: { id }, data: { deletedAt: new Date() } });

  const dispatcher = follow();
  await caughtUp();
  await dispatcher.stop();

  expect(await db.notification.count({ where: { userId: owner.id } })).toBe(0);
});
