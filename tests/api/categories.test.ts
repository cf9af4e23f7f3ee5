import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;
let productsOnly: ReturnType<typeof program>;

type Out = { id: string; slug: string; name: string; version: number; products: number };
const dataOf = (answer: { json: Record<string, unknown> }) => answer.json.data as Out;
const create = async (json: object) => dataOf(await api("POST", "/api/categories", { json }));
const at = (id: string) => `/api/categories/${id}`;

beforeAll(async () => {
  const server = await startServer();
  api = program(server, await keyHeaders("categories:write"));
  productsOnly = program(server, await keyHeaders("products:write"));
  anonymous = program(server);
});

beforeEach(async () => {
  await db.product.deleteMany();
  await db.category.deleteMany();
});

test("a name is enough for a category: its address is made from it, and everybody reads it", async () => {
  const answer = await api("POST", "/api/categories", { json: { name: "Small Tools" } });

  expect(answer.status).toBe(201);
  const category = dataOf(answer);
  expect(category).toMatchObject({
    slug: "small-tools",
    name: "Small Tools",
    parent: null,
    position: 0,
    products: 0,
    version: 1,
  });
  expect(answer.headers.get("Location")).toBe(at(category.id));
  const read = await anonymous("GET", at(category.id));
  expect([read.text, read.headers.get("ETag")]).toEqual([answer.text, answer.headers.get("ETag")]);
});

test("categories are listed in their order with what each has on the shelf, drafts and trash left out", async () => {
  const tools = await create({ name: "Tools", position: 2 });
  const games = await create({ name: "Games", position: 1 });
  const small = await create({ name: "Small", slug: "small", parent: "tools", position: 3 });
  for (const currency of ["EUR", "USD"]) await createProduct({ category: "tools", currency });
  await createProduct({ category: "tools", published: false });
  await createProduct({ category: "small" });

  const { json } = await anonymous("GET", "/api/categories");

  expect((json.data as Out[]).map(({ id, products }) => [id, products])).toEqual([
    [games.id, 0],
    [tools.id, 2],
    [small.id, 1],
  ]);
  expect((json.data as object[])[2]).toMatchObject({
    parent: { id: tools.id, slug: "tools", name: "Tools" },
  });
  expect(json.pagination).toEqual({ page: 1, limit: 20, total: 3, pages: 1, next: null, prev: null });
  const second = await anonymous("GET", "/api/categories?page=2&limit=2");
  expect((second.json.data as Out[]).map(({ id }) => id)).toEqual([small.id]);
});

test("what a GET gave can be PUT back as it is, and PUT keeps the address when it is absent", async () => {
  await create({ name: "Tools" });
  const { id } = await create({ name: "Small", slug: "tiny", parent: "tools", position: 7 });
  const before = await api("GET", at(id));

  const same = await api("PUT", at(id), { json: before.json.data });
  const bare = await api("PUT", at(id), { json: { name: "Bare" } });

  expect(dataOf(same)).toMatchObject({
    ...(before.json.data as object),
    version: 2,
    updatedAt: expect.any(String),
  });
  expect(dataOf(bare)).toMatchObject({ name: "Bare", slug: "tiny", parent: null, position: 0, version: 3 });
});

test("a patch changes what it names", async () => {
  await create({ name: "Tools" });
  const { id } = await create({ name: "Small", position: 7 });

  const moved = await api("PATCH", at(id), { json: { parent: "tools" } });
  const cleared = await api("PATCH", at(id), { json: { parent: null, position: null, name: "Large" } });

  expect(dataOf(moved)).toMatchObject({ name: "Small", position: 7, parent: { slug: "tools" } });
  expect(dataOf(cleared)).toMatchObject({ name: "Large", slug: "small", position: 0, parent: null });
  const events = await db.event.findMany({ where: { subject: id }, orderBy: { seq: "asc" } });
  expect(events.map(({ type }) => type)).toEqual([
    "category.created",
    "category.updated",
    "category.updated",
  ]);
});

test("a category with products or others below it stays until they are moved", async () => {
  const tools = await create({ name: "Tools" });
  const small = await create({ name: "Small", parent: "tools" });
  const product = await createProduct({ category: "small" });

  expectProblem(await api("DELETE", at(tools.id)), 409, "Tools has categories below it; move them first");
  const refusal = "Small still has products, perhaps in the trash; move them first";
  expectProblem(await api("DELETE", at(small.id)), 409, refusal);
  await productsOnly("DELETE", `/api/products/${product.id}`);
  expectProblem(await api("DELETE", at(small.id)), 409, refusal);
  await db.product.delete({ where: { id: product.id } });

  expect((await api("DELETE", at(small.id))).json).toEqual({ message: "Deleted" });
  expect((await api("DELETE", at(tools.id))).status).toBe(200);
  expectProblem(await api("DELETE", at(tools.id)), 404, "Category not found");
  expectProblem(await anonymous("GET", at(tools.id)), 404, "Category not found");
});

test("no category stands below itself, not even when two move at once", async () => {
  const a = await create({ name: "A", slug: "a" });
  const b = await create({ name: "B", slug: "b", parent: "a" });
  const c = await create({ name: "C", slug: "c", parent: "b" });

  for (const parent of ["a", "b", "c"]) {
    const answer = await api("PATCH", at(a.id), { json: { parent } });
    expectProblem(answer, 409);
    expect(pathsOf(answer)).toEqual(["parent"]);
  }
  await api("PATCH", at(b.id), { json: { parent: null } });
  const race = await Promise.all([
    api("PATCH", at(a.id), { json: { parent: "c" } }),
    api("PATCH", at(b.id), { json: { parent: "a" } }),
  ]);

  expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
  const parents = new Map((await db.category.findMany()).map(({ id, parentId }) => [id, parentId]));
  for (const { id } of [a, b, c]) {
    let steps = 0;
    for (let above = parents.get(id); above; above = parents.get(above)) expect(++steps).toBeLessThan(3);
  }
});

test("writers name the version they have seen, and of two exactly one wins", async () => {
  const made = await api("POST", "/api/categories", { json: { name: "Race" } });
  const { id } = dataOf(made);
  const headers = { "If-Match": made.headers.get("ETag") ?? "" };

  const answers = await Promise.all(
    ["One", "Two", "Three"].map((name) => api("PATCH", at(id), { json: { name }, headers })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  expectProblem(await api("PUT", at(id), { json: { name: "Late" }, headers }), 412);
  expectProblem(await api("DELETE", at(id), { headers }), 412);
});

test.each([
  [{}, ["name"]],
  [{ name: "" }, ["name"]],
  [{ name: ["x"] }, ["name"]],
  [{ name: "x".repeat(61) }, ["name"]],
  [{ name: "x", slug: "No Slug" }, ["slug"]],
  [{ name: "x", parent: "nowhere" }, ["parent"]],
  [{ name: "x", parent: { id: "1" } }, ["parent"]],
  [{ name: "x", parent: ["a"] }, ["parent"]],
  [{ name: "x", position: -1 }, ["position"]],
  [{ name: "x", position: 1.5 }, ["position"]],
  [{ name: "x", position: 1e9 }, ["position"]],
  [{ name: "x", parentId: "x", sample: true }, ["parentId", "sample"]],
])("%j is no category, and the members that do not fit are named", async (json, paths) => {
  const { id } = await create({ name: "Before" });

  for (const [method, address] of [
    ["POST", "/api/categories"],
    ["PUT", at(id)],
  ] as const) {
    const answer = await api(method, address, { json });
    expectProblem(answer, 400);
    expect(pathsOf(answer).sort()).toEqual([...paths].sort());
  }
  expect(await db.category.findMany()).toMatchObject([{ name: "Before", version: 1 }]);
});

test("an address belongs to one category", async () => {
  await create({ name: "Tools" });
  const { id } = await create({ name: "Games" });

  const named = await api("POST", "/api/categories", { json: { name: "Tools" } });
  const addressed = await api("POST", "/api/categories", { json: { name: "Other", slug: "tools" } });
  const moved = await api("PATCH", at(id), { json: { slug: "tools" } });

  for (const answer of [named, addressed, moved]) expectProblem(answer, 409);
  expect([named, addressed, moved].map(pathsOf)).toEqual([["name"], ["slug"], ["slug"]]);
});

test("writing categories needs a key that may", async () => {
  const { id } = await create({ name: "Guarded" });

  for (const [method, address] of [
    ["POST", "/api/categories"],
    ["PUT", at(id)],
    ["PATCH", at(id)],
    ["DELETE", at(id)],
  ] as const) {
    const json = method === "DELETE" ? undefined : { name: "Taken" };
    expectProblem(await anonymous(method, address, { json }), 401, "Unauthorized");
    expectProblem(await productsOnly(method, address, { json }), 403);
  }
  expect(await db.category.findMany()).toMatchObject([{ name: "Guarded", version: 1 }]);
});
