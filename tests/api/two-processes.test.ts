import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { dialect } from "~/db/dialect.server";
import { keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { startFleet } from "../setup/fleet";
import { program } from "../setup/program";

// The embedded database has one process.
const onServer = test.runIf(dialect === "postgresql");
let doors: ReturnType<typeof program>[];

beforeAll(async () => {
  if (dialect !== "postgresql") return;
  await createCategory({ slug: "tools" });
  const key = await keyHeaders("products:write");
  doors = (await startFleet()).map((server) => program(server, key));
});

/** Asks both processes the same, many times at once. */
const together = (address: string, json: object) => {
  const call = { json, headers: { "Idempotency-Key": randomUUID() } };
  return Promise.all(
    Array.from({ length: 20 }, (_, at) => doors[at % 2]?.("POST", address, call)),
  ) as Promise<Awaited<ReturnType<(typeof doors)[number]>>[]>;
};
const kindsOf = (answers: { status: number; json: Record<string, unknown> }[]) =>
  new Set(answers.map(({ status, json }) => (status < 300 ? "done" : json.type)));

onServer(
  "one key at two processes makes one product: whoever comes second waits or is told the same",
  async () => {
    for (const round of [1, 2, 3]) {
      const name = `Of two ${round}`;
      const answers = await together("/api/products", { name, category: "tools" });

      expect([...kindsOf(answers)].filter((kind) => kind !== "/problems/still-running")).toEqual(["done"]);
      expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
      expect(await db.product.count({ where: { name } })).toBe(1);
    }
  },
);

onServer("a batch at two processes says of each part what became of it", async () => {
  for (const round of [1, 2, 3]) {
    const name = `Parts ${round}`;
    const create = { method: "create", body: { name, category: "tools" } };
    const answers = await together("/api/products/batch", { operations: [create, create, create] });

    expect([...kindsOf(answers)].filter((kind) => kind !== "/problems/still-running")).toEqual(["done"]);
    const told = answers.filter(({ status }) => status === 200).map(({ json }) => json.data);
    for (const parts of told) {
      expect(parts).toEqual([0, 1, 2].map((index) => expect.objectContaining({ index, status: 201 })));
      expect(parts).toEqual(told[0]);
    }
    expect(await db.product.count({ where: { name } })).toBe(3);
  }
});
