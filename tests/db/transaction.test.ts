import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { db, dialect, isInTransaction, transaction } from "~/db/client.server";

const till = { name: "till" };

beforeEach(async () => {
  await db.counter.deleteMany();
  await db.counter.create({ data: till });
});

const inTill = async () => (await db.counter.findUniqueOrThrow({ where: till })).value;
const addOne = () => db.counter.update({ where: till, data: { value: { increment: 1 } } });

test("two hundred who come at once are all counted, and on one connection in the order they came", async () => {
  const served: number[] = [];
  const visitors = Array.from({ length: 200 }, (_, visitor) => visitor);

  await Promise.all(
    visitors.map((visitor) =>
      transaction(async () => {
        served.push(visitor);
        await addOne();
        await db.$queryRaw`SELECT 1`;
      }),
    ),
  );

  expect(await inTill()).toBe(200);
  if (dialect === "sqlite") expect(served).toEqual(visitors);
});

test("nothing of a transaction that throws is kept, raw SQL neither", async () => {
  const attempt = transaction(async () => {
    await addOne();
    await db.$executeRaw`UPDATE "Counter" SET "value" = "value" + ${10}`;
    expect(await inTill()).toBe(11);
    throw new Error("the printer is out of paper");
  });

  await expect(attempt).rejects.toThrow("out of paper");
  expect(await inTill()).toBe(0);
});

test("a transaction inside a transaction joins it", async () => {
  const attempt = transaction(async () => {
    await transaction(addOne);
    expect(await inTill()).toBe(1);
    throw new Error("the outer one fails");
  });

  await expect(attempt).rejects.toThrow("the outer one fails");
  expect(await inTill()).toBe(0);
});

test("one failed statement takes the whole transaction back, even when its error was swallowed", async () => {
  const forgive = () =>
    transaction(async () => {
      await addOne();
      await db.counter.create({ data: till }).catch(() => undefined);
    });

  // More often than there are connections: none of them may be left behind in the failed transaction.
  for (let round = 0; round < 15; round++) await expect(forgive()).rejects.toThrow("it was rolled back");

  expect(await inTill()).toBe(0);
  await transaction(addOne);
  expect(await inTill()).toBe(1);
});

test("who reads from outside never sees what is taken back", async () => {
  let read: Promise<number> = Promise.resolve(-1);
  let write = () => {};
  const written = new Promise<void>((resolve) => {
    write = resolve;
  });
  const outside = written.then(inTill);
  const attempt = transaction(async () => {
    await addOne();
    write();
    read = outside;
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new Error("changed my mind");
  });

  await expect(attempt).rejects.toThrow("changed my mind");
  expect(await read).toBe(0);
});

test("what a transaction started and did not wait for is outside once it has ended", async () => {
  let later: Promise<boolean> = Promise.resolve(true);

  await transaction(async () => {
    expect(isInTransaction()).toBe(true);
    later = new Promise((resolve) => {
      setTimeout(async () => {
        await addOne();
        resolve(isInTransaction());
      }, 50);
    });
  });

  expect(await later).toBe(false);
  expect(await inTill()).toBe(1);
});

test("a transaction that was refused for a passing reason runs again, any other does not", async () => {
  const attempts = { passing: 0, lasting: 0 };

  await transaction(async () => {
    await addOne();
    if (++attempts.passing < 3) throw Object.assign(new Error("write conflict"), { code: "P2034" });
  });
  const lasting = transaction(async () => {
    attempts.lasting++;
    throw new Error("no such luck");
  });

  await expect(lasting).rejects.toThrow("no such luck");
  expect(attempts).toEqual({ passing: 3, lasting: 1 });
  expect(await inTill()).toBe(1);
});

test("of those who write at the same time, one who fails takes back only what is its own", async () => {
  const visits = Array.from({ length: 30 }, (_, visitor) =>
    transaction(async () => {
      await addOne();
      if (visitor % 3 === 0) throw new Error("changed my mind");
      if (visitor % 3 === 1) await db.$executeRaw`INSERT INTO "Counter" ("name", "value") VALUES ('till', 1)`;
    }),
  );

  const outcomes = await Promise.allSettled(visits);

  expect(outcomes.map(({ status }) => status)).toEqual(
    visits.map((_, visitor) => (visitor % 3 === 2 ? "fulfilled" : "rejected")),
  );
  expect(await inTill()).toBe(10);
});

test("what was begun beside the failure is taken back too", async () => {
  const attempt = transaction(() => Promise.all([Promise.reject(new Error("no")), addOne(), addOne()]));
  const others = [transaction(addOne), transaction(addOne)];

  await expect(attempt).rejects.toThrow("no");
  await Promise.all(others);

  expect(await inTill()).toBe(2);
});

test("what was begun beside the failure and arrives late does not slip into what the next one writes", async () => {
  const late: Promise<unknown>[] = [];
  const attempt = transaction(async () => {
    const begun = addOne();
    late.push(
      pause(20)
        .then(() => begun)
        .catch(() => undefined),
    );
    throw new Error("no");
  });
  const next = transaction(async () => {
    await pause(60);
    await addOne();
  });

  await expect(attempt).rejects.toThrow("no");
  await next;

  await Promise.all(late);
  expect(await inTill()).toBe(1);
});

test("numbers in hand-written SQL are whole numbers", async () => {
  const [row] = await db.$queryRaw<{ half: number | bigint }[]>`SELECT CAST(${1} AS INTEGER) / ${2} AS half`;

  expect(Number(row?.half)).toBe(0);
});
