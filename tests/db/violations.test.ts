import { expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { isNotFound, isPassing, isUniqueViolation } from "~/db/violations";

const errorOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => expect.unreachable("it did not fail"),
    (error: unknown) => error,
  );

const ana = { email: "ana@example.com", name: "Ana", role: "customer" };

test("a second row with the same value is told by its column, on both databases", async () => {
  await db.user.create({ data: ana });

  const error = await errorOf(db.user.create({ data: ana }));

  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, "email")).toBe(true);
  expect(isUniqueViolation(error, "name")).toBe(false);
  expect(isNotFound(error)).toBe(false);
});

test("each column of a pair is told, and so is a primary key", async () => {
  const { id: userId } = await db.user.create({ data: { ...ana, email: "pair@example.com" } });
  const credential = { userId, kind: "password", secret: "…" };
  await db.credential.create({ data: credential });
  await db.counter.create({ data: { name: "bell" } });

  const pair = await errorOf(db.credential.create({ data: credential }));
  const key = await errorOf(db.counter.create({ data: { name: "bell" } }));

  expect([isUniqueViolation(pair, "userId"), isUniqueViolation(pair, "kind")]).toEqual([true, true]);
  expect(isUniqueViolation(key, "name")).toBe(true);
});

test("hand-written SQL violates in the same words", async () => {
  await db.counter.create({ data: { name: "door" } });

  const error = await errorOf(db.$executeRaw`INSERT INTO "Counter" ("name", "value") VALUES ('door', 1)`);

  expect(isUniqueViolation(error, "name")).toBe(true);
});

test("a row that is not there is not found; a missing parent is neither", async () => {
  const missing = await errorOf(db.counter.update({ where: { name: "nobody" }, data: { value: 1 } }));
  const orphan = await errorOf(db.credential.create({ data: { userId: "nobody", kind: "x", secret: "…" } }));

  expect([isNotFound(missing), isUniqueViolation(missing)]).toEqual([true, false]);
  expect([isNotFound(orphan), isUniqueViolation(orphan)]).toEqual([false, false]);
  expect([isPassing(missing, dialect), isPassing(orphan, dialect)]).toEqual([false, false]);
  expect([isNotFound(undefined), isUniqueViolation(new Error("x"))]).toEqual([false, false]);
});

test("a busy file passes, a lost connection to a server may not be tried again", () => {
  const timeout = Object.assign(new Error("socket timeout"), { code: "P1008" });

  expect([isPassing(timeout, "sqlite"), isPassing(timeout, "postgresql")]).toEqual([true, false]);
});
