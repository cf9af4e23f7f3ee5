import { expect, onTestFinished, test } from "vitest";
import { db, transaction } from "~/db/client.server";
import { createUser } from "../factories/people";
import { createProduct } from "../factories/shop";

// On PostgreSQL `pg` warns of a client that is asked a second thing before it has answered the first.
test("statements that are started together in one transaction reach the database one after the other", async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error) => warnings.push(warning);
  process.on("warning", hear);
  onTestFinished(() => void process.off("warning", hear));
  const { id } = await createProduct({ tiers: [{ name: "Solo", priceCents: 100 }] });
  const { id: userId } = await createUser();

  const [product, , count, users] = await transaction(() =>
    Promise.all([
      db.product.findUnique({ where: { id }, include: { tiers: true, images: true, category: true } }),
      db.product.update({ where: { id }, data: { summary: "Both" } }),
      db.product.count(),
      db.user.findMany({ where: { id: userId }, include: { sessions: true, credentials: true } }),
    ]),
  );

  expect(product?.tiers).toHaveLength(1);
  expect([count, users.length]).toEqual([1, 1]);
  await new Promise(setImmediate);
  expect(warnings.filter(({ name }) => name === "DeprecationWarning")).toEqual([]);
});
