import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;

const restore = (id: string, call = {}) => api("POST", `/api/products/${id}/restore`, call);

async function trashed(input: Parameters<typeof createProduct>[0] = {}) {
  const product = await createProduct({ category: "tools", ...input });
  await api("DELETE", `/api/products/${product.id}`);
  return product;
}

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  const server = await startServer();
  api = program(server, await keyHeaders("products:write"));
  anonymous = program(server);
});

test("a product comes back from the trash as it was, and everybody reads it again", async () => {
  const { id } = await trashed({ slug: "back", sku: "BACK-1" });
  expectProblem(await anonymous("GET", `/api/products/${id}`), 404);

  const answer = await restore(id);

  expect(answer.status).toBe(200);
  expect(answer.json.data).toMatchObject({ id, slug: "back", sku: "BACK-1", published: true, version: 3 });
  const read = await anonymous("GET", `/api/products/${id}`);
  expect([read.text, read.headers.get("ETag")]).toEqual([answer.text, answer.headers.get("ETag")]);
  const events = await db.event.findMany({ where: { subject: id, type: "product.restored" } });
  expect(events).toHaveLength(1);
});

test("when its address or sku is taken it asks for another one", async () => {
  const { id } = await trashed({ slug: "wanted", sku: "WANTED" });
  await createProduct({ slug: "wanted", sku: "WANTED" });

  const first = await restore(id);
  expectProblem(first, 409);
  expect(["slug", "sku"]).toContain(pathsOf(first)[0]);
  for (const [json, path] of [
    [{ slug: "wanted-again" }, "sku"],
    [{ sku: null }, "slug"],
  ] as const) {
    const other = await restore(id, { json });
    expectProblem(other, 409);
    expect(pathsOf(other)).toEqual([path]);
  }
  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ deletedAt: expect.any(Date) });

  const third = await restore(id, { json: { slug: "wanted-again", sku: null } });
  expect(third.json.data).toMatchObject({ slug: "wanted-again", sku: null });
});

test("what is not in the trash cannot be restored", async () => {
  const { id } = await createProduct();

  for (const missing of [id, "00000000-0000-7000-8000-000000000000", "x"]) {
    expectProblem(await restore(missing), 404);
  }
});

test("a repeat under its key is told that it is back", async () => {
  const { id } = await trashed();
  const headers = { "Idempotency-Key": "bring-back" };

  const [first, again] = [await restore(id, { headers }), await restore(id, { headers })];

  expect([again.status, again.text]).toEqual([200, first.text]);
  expectProblem(await restore(id), 404);
});

test("ten at once restore it once", async () => {
  const { id } = await trashed();

  const answers = await Promise.all(Array.from({ length: 10 }, () => restore(id)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(404)]);
  expect(await db.event.count({ where: { subject: id, type: "product.restored" } })).toBe(1);
});

test.each([
  [{ slug: "No Slug" }, "slug"],
  [{ slug: null }, "slug"],
  [{ sku: "a~b" }, "sku"],
  [{ name: "x" }, "name"],
  [[], ""],
])("%j restores nothing", async (json, path) => {
  const { id } = await trashed();

  const answer = await restore(id, { json });

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual([path]);
  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ version: 2 });
});
