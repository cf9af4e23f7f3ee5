import { existsSync, readdirSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { db, dialect, transaction } from "~/db/client.server";

const till = { name: "till" };

beforeEach(async () => {
  await db.counter.deleteMany();
  await db.counter.create({ data: till });
});

const addOne = () => db.counter.update({ where: till, data: { value: { increment: 1 } } });

test.runIf(dialect === "sqlite")("a long chain of statements leaves room for everybody else", async () => {
  let turns = 0;
  const clock = setInterval(() => turns++, 1);

  for (let round = 0; round < 100; round++) await transaction(addOne);

  clearInterval(clock);
  expect(turns).toBeGreaterThan(3);
});

test.runIf(dialect === "sqlite" && existsSync("/proc/self/fd"))(
  "transactions leave no open files behind",
  async () => {
    const before = openDatabaseFiles();

    for (let round = 0; round < 50; round++) await transaction(addOne);

    expect(openDatabaseFiles()).toBe(before);
  },
);

test.runIf(dialect === "sqlite")(
  "the file is durable: log ahead, every commit on the disk, foreign keys",
  async () => {
    const held = await transaction(async () => [
      await db.$queryRaw`PRAGMA journal_mode`,
      await db.$queryRaw`PRAGMA synchronous`,
      await db.$queryRaw`PRAGMA foreign_keys`,
    ]);

    expect(held.flat().map((row) => String(Object.values(row as object)[0]))).toEqual(["wal", "2", "1"]);
  },
);

test.runIf(dialect === "sqlite")(
  "what was written is in the file soon, though the log is short",
  async () => {
    const file = path.join(process.env.DATA_DIR ?? "", "atelier.db");
    await new Promise((resolve) => setTimeout(resolve, 400));
    const before = statSync(file, { bigint: true }).mtimeNs;

    await transaction(addOne);

    await expect
      .poll(() => statSync(file, { bigint: true }).mtimeNs, { timeout: 5_000 })
      .toBeGreaterThan(before);
  },
);

function openDatabaseFiles() {
  return readdirSync("/proc/self/fd").filter((handle) => {
    const link = `/proc/self/fd/${handle}`;
    return existsSync(link) && readlinkSync(link).includes("atelier.db");
  }).length;
}
