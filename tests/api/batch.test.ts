import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let api: ReturnType<typeof program>;

type Result = {
  index: number;
  status: number;
  etag?: string;
  data?: { id: string; name: string; version: number };
  problem?: { error: string; errors?: { path: string }[] };
};
const address = "/api/products/batch";
const create = (name: string, more = {}) => ({
  method: "create",
  body: { name, category: "tools", ...more },
});
const send = (operations: unknown, more: object = {}, headers: Record<string, string> = {}) =>
  api("POST", address, { json: { operations, ...more }, headers });
const resultsOf = (answer: { json: Record<string, unknown> }) => answer.json.data as Result[];
const names = async () =>
  (await db.product.findMany({ where: { deletedAt: null }, orderBy: { id: "asc" } })).map(({ name }) => name);

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  server = await startServer();
  api = program(server, await keyHeaders("products:write"));
});

beforeEach(async () => {
  await db.product.deleteMany();
});

test("each operation of a batch has the result it would have had alone", async () => {
  const [edited, replaced, gone, back] = [
    await createProduct({ name: "Edited" }),
    await createProduct({ name: "Replaced" }),
    await createProduct({ name: "Gone" }),
    await createProduct({ name: "Back" }),
  ];
  await api("DELETE", `/api/products/${back.id}`);

  const answer = await send([
    create("Made", { published: true }),
    { method: "update", id: edited.id, body: { summary: "New" } },
    { method: "replace", id: replaced.id, body: { name: "Whole", category: "tools" } },
    { method: "delete", id: gone.id },
    { method: "restore", id: back.id },
  ]);

  expect(answer.status).toBe(200);
  const results = resultsOf(answer);
  expect(results.map(({ index, status }) => [index, status])).toEqual([
    [0, 201],
    [1, 200],
    [2, 200],
    [3, 200],
    [4, 200],
  ]);
  expect(results.map(({ data }) => data?.name)).toEqual(["Made", "Edited", "Whole", undefined, "Back"]);
  const read = await api("GET", `/api/products/${results[0]?.data?.id}`);
  expect([read.json.data, read.headers.get("ETag")]).toEqual([results[0]?.data, results[0]?.etag]);
});

test("what one operation is refused leaves the others alone, and is told with its reason", async () => {
  const { id, slug } = await createProduct({ name: "There" });
  const missing = "00000000-0000-7000-8000-000000000000";

  const results = resultsOf(
    await send([
      create("First"),
      create("", { priceCents: "1" }),
      create("Taken", { slug }),
      { method: "update", id, ifMatch: '"7.x"', body: { name: "Late" } },
      { method: "update", id, ifMatch: "7", body: { name: "Late" } },
      { method: "delete", id: missing },
      { method: "update", id, ifMatch: '"1.x"', body: { name: "In time" } },
    ]),
  );

  expect(results.map(({ status }) => status)).toEqual([201, 400, 409, 412, 400, 404, 200]);
  expect(results[1]?.problem?.errors?.map(({ path }) => path)).toEqual(["body.name", "body.priceCents"]);
  expect(results[2]?.problem?.errors?.map(({ path }) => path)).toEqual(["body.slug"]);
  expect(results[4]?.problem?.errors?.map(({ path }) => path)).toEqual(["ifMatch"]);
  expect(results[5]?.problem).toMatchObject({ error: "Product not found", status: 404 });
  expect((await names()).sort()).toEqual(["First", "In time"]);
});

test.each([
  [{ method: "create", body: { name: "", category: "tools" } }, 400, "operations[2].body.name"],
  [
    { method: "create", body: { name: "x", category: "tools", slug: "there" } },
    409,
    "operations[2].body.slug",
  ],
  [{ method: "delete", id: "00000000-0000-7000-8000-000000000000" }, 404, "operations[2]"],
  [{ method: "update", id: "itself", ifMatch: '"9.x"', body: {} }, 412, "operations[2]"],
])("with atomic, %j undoes the whole batch and is named", async (refused, status, path) => {
  const { id } = await createProduct({ name: "There", slug: "there" });
  const events = await db.event.count();
  const operation = "id" in refused && refused.id === "itself" ? { ...refused, id } : refused;

  const answer = await send([create("One"), { method: "update", id, body: { name: "Two" } }, operation], {
    atomic: true,
  });

  expectProblem(answer, status);
  expect(pathsOf(answer)).toEqual([path]);
  expect(await names()).toEqual(["There"]);
  expect(await db.event.count()).toBe(events);
});

test("a hundred products in one change are one change", async () => {
  const many = Array.from({ length: 100 }, (_, index) => create(`Atomic ${index}`));

  const answer = await send(many, { atomic: true });

  expect(resultsOf(answer).map(({ status }) => status)).toEqual(many.map(() => 201));
  expect(await names()).toHaveLength(100);
});

test.each([
  [{}, "operations"],
  [{ operations: [] }, "operations"],
  [{ operations: Array.from({ length: 101 }, () => create("x")) }, "operations"],
  [{ operations: {} }, "operations"],
  [{ operations: [create("x")], atomic: "yes" }, "atomic"],
  [{ operations: [create("x")], all: true }, "all"],
  [{ operations: ["create"] }, "operations[0]"],
  [{ operations: [{ method: "drop", id: randomUUID() }] }, "operations[0].method"],
  [{ operations: [{ method: "delete" }] }, "operations[0].id"],
  [{ operations: [{ method: "delete", id: "' OR 1=1" }] }, "operations[0].id"],
  [{ operations: [{ ...create("x"), id: randomUUID() }] }, "operations[0].id"],
  [{ operations: [{ ...create("x"), ifMatch: '"1.x"' }] }, "operations[0].ifMatch"],
  [{ operations: [create("x"), { method: "create", body: [] }] }, "operations[1].body"],
  [{ operations: [{ ...create("x"), actor: "me" }] }, "operations[0].actor"],
])("%.60j is no batch, and nothing of it is done", async (json, path) => {
  const answer = await api("POST", address, { json });

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual([path]);
  expect(await names()).toEqual([]);
});

test.each([true, false])(
  "a batch repeated under its key gets its first answer (atomic: %s)",
  async (atomic) => {
    const headers = { "Idempotency-Key": randomUUID() };
    const operations = [create("Once"), create("Twice", { sku: "SAME" })];

    const first = await send(operations, { atomic }, headers);
    await db.product.deleteMany({ where: { name: "Once" } });
    const again = await send(operations, { atomic }, headers);

    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(await names()).toEqual(["Twice"]);
    expectProblem(await send([create("Other")], { atomic }, headers), 422);
  },
);

test("a kill in the middle of a batch leaves nothing half, and sent again under its key it goes on where it was", async () => {
  const operations = Array.from({ length: 100 }, (_, index) =>
    create(`Part ${index}`, { sku: `PART-${index}` }),
  );
  const headers = { "Idempotency-Key": randomUUID() };
  const attempt = send(operations, {}, headers).catch(() => null);
  while ((await db.product.count()) < 10) await new Promise((resolve) => setTimeout(resolve, 5));
  await server.kill();
  const cut = await attempt;
  await server.start();
  const before = new Map((await db.product.findMany()).map(({ sku, id }) => [sku, id]));
  expect(before.size).toBeGreaterThanOrEqual(10);

  const answer = await send(operations, {}, headers);

  const results = resultsOf(answer);
  expect(results.map(({ status }) => status)).toEqual(operations.map(() => 201));
  const rows = await db.product.findMany({ include: { tiers: true } });
  expect(new Set(rows.map(({ sku }) => sku)).size).toBe(100);
  expect(rows).toHaveLength(100);
  const ids = new Map(rows.map(({ sku, id }) => [sku, id]));
  for (const [sku, id] of before) expect(ids.get(sku)).toBe(id);
  expect(results.map(({ data }) => data?.id)).toEqual(operations.map((_, index) => ids.get(`PART-${index}`)));
  if (cut) expect(cut.text).toBe(answer.text);
  expect((await send(operations, {}, headers)).text).toBe(answer.text);
});

test("a kill in the middle of an atomic batch leaves nothing of it, and its key can be used again", async () => {
  const operations = Array.from({ length: 100 }, (_, index) => create(`Whole ${index}`));
  const headers = { "Idempotency-Key": randomUUID() };
  const attempt = send(operations, { atomic: true }, headers).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await server.kill();
  await attempt;
  await server.start();
  expect([0, 100]).toContain(await db.product.count());

  const answer = await send(operations, { atomic: true }, headers);

  expect(resultsOf(answer)).toHaveLength(100);
  expect(await db.product.count()).toBe(100);
});

test("a batch needs a key that may write products", async () => {
  const json = { operations: [create("Never")] };

  expectProblem(await program(server)("POST", address, { json }), 401, "Unauthorized");
  const reader = program(server, await keyHeaders("products:read"));
  expectProblem(await reader("POST", address, { json }), 403);
  expect(await names()).toEqual([]);
});

test("batches that make the same names in another order at once are done or refused, and none hangs up the others", async () => {
  const operations = ["Aster", "Birch", "Cedar"].map((name) => ({
    method: "create",
    body: { name: `${name} at once`, category: "tools" },
  }));

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      api("POST", "/api/products/batch", {
        json: { atomic: true, operations: at % 2 ? operations : operations.toReversed() },
      }),
    ),
  );

  expect(answers.map(({ status }) => status)).toContain(200);
  for (const { status } of answers) expect([200, 409]).toContain(status);
});
