import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let api: ReturnType<typeof program>;

const product = (name: string) => ({ name, category: "tools" });
const under = (key: string) => ({ "Idempotency-Key": key });

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  server = await startServer();
  api = program(server, await keyHeaders("products:write"));
});

test("the same request under the same key is done once, and its first answer is given again, also after a restart", async () => {
  const call = { json: product("Once"), headers: under(randomUUID()) };

  const first = await api("POST", "/api/products", call);
  const second = await api("POST", "/api/products", call);
  await server.kill();
  await server.start();
  const third = await api("POST", "/api/products", call);

  expect(first.status).toBe(201);
  expect(first.headers.get("Idempotent-Replayed")).toBeNull();
  for (const again of [second, third]) {
    expect([again.status, again.text]).toEqual([201, first.text]);
    for (const name of ["Location", "ETag"]) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
      expect(first.headers.get(name)).not.toBeNull();
    }
    expect(again.headers.get("Content-Type")).toBe(first.headers.get("Content-Type"));
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
  }
  expect(await db.product.count({ where: { name: "Once" } })).toBe(1);
});

test("fifty at once under one key make one product", async () => {
  const call = { json: product("Fifty"), headers: under(randomUUID()) };

  const answers = await Promise.all(Array.from({ length: 50 }, () => api("POST", "/api/products", call)));

  expect(await db.product.count({ where: { name: "Fifty" } })).toBe(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(
    answers.some(({ status }) => status === 409) ? new Set([201, 409]) : new Set([201]),
  );
  expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
});

test("a kill in the middle of fifty under one key leaves one product at most, and the key can be used again", async () => {
  for (let round = 1; round <= 5; round++) {
    const name = `Killed ${round}`;
    const call = { json: product(name), headers: under(randomUUID()) };
    const fifty = () =>
      Promise.all(Array.from({ length: 50 }, () => api("POST", "/api/products", call).catch(() => null)));

    const before = fifty();
    await new Promise((resolve) => setTimeout(resolve, round * 8));
    await server.kill();
    const cut = (await before).filter((answer) => answer !== null);
    await server.start();
    expect(await db.product.count({ where: { name } })).toBeLessThanOrEqual(1);
    const after = await fifty();

    const answers = [...cut, ...after].filter((answer) => answer !== null);
    const done = answers.filter(({ status }) => status === 201);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(new Set(done.map(({ headers }) => headers.get("ETag"))).size).toBe(1);
    const rows = await db.product.findMany({ where: { name } });
    expect(rows.map(({ id }) => `/api/products/${id}`)).toEqual([done[0]?.headers.get("Location")]);
    expect(await db.event.count({ where: { subject: rows[0]?.id, type: "product.created" } })).toBe(1);
  }
});

test("another body under the same key is refused, and the first stays", async () => {
  const headers = under(randomUUID());
  await api("POST", "/api/products", { json: product("Kept"), headers });

  expectProblem(await api("POST", "/api/products", { json: product("Other"), headers }), 422);
  expect(await db.product.count({ where: { name: "Other" } })).toBe(0);
});

test("what was refused may be mended and sent again under its key", async () => {
  const headers = under(randomUUID());

  expectProblem(await api("POST", "/api/products", { json: { name: "Mended" }, headers }), 400);
  expect((await api("POST", "/api/products", { json: product("Mended"), headers })).status).toBe(201);
});

test("a delete repeated under its key is told that it was done, not that nothing is there", async () => {
  const { id } = await createProduct();
  const headers = under(randomUUID());

  const first = await api("DELETE", `/api/products/${id}`, { headers });
  const second = await api("DELETE", `/api/products/${id}`, { headers });

  expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
  expectProblem(await api("DELETE", `/api/products/${id}`), 404);
});

test("a PUT repeated under its key raises the version once", async () => {
  const { id } = await createProduct();
  const call = { json: product("Put"), headers: under(randomUUID()) };

  await api("PUT", `/api/products/${id}`, call);
  await api("PUT", `/api/products/${id}`, call);

  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ version: 2 });
});

test("keys of different callers and addresses have nothing to do with each other", async () => {
  const headers = under("the-same");
  const other = program(server, await keyHeaders("products:write"));
  const call = { json: product("Shared"), headers };

  const [mine, theirs] = [
    await api("POST", "/api/products", call),
    await other("POST", "/api/products", call),
  ];

  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(await db.product.count({ where: { name: "Shared" } })).toBe(2);
});

test.each(["two words", "x".repeat(256), "ümlaut"])("%.20j is no idempotency key", async (key) => {
  const answer = await api("POST", "/api/products", { json: product("Never"), headers: under(key) });

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual(["Idempotency-Key"]);
  expect(await db.product.count({ where: { name: "Never" } })).toBe(0);
});
