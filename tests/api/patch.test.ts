import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;

const full = {
  category: "tools",
  sku: null as string | null,
  summary: "Watches folders",
  description: "At length",
  priceCents: 4_900,
  currency: "EUR",
  release: "2.1",
  runsOn: "Linux",
  tiers: [{ name: "Solo", priceCents: 4_900, checkoutUrl: "https://pay.example/solo" }],
};
type Out = Omit<typeof full, "tiers"> & { version: number; tiers: { id: string; name: string }[] };
const dataOf = (answer: { json: Record<string, unknown> }) => answer.json.data as Out;
const patch = (id: string, json: unknown, headers = {}) =>
  api("PATCH", `/api/products/${id}`, { json, headers });

beforeAll(async () => {
  await createCategory({ slug: "tools", name: "Tools" });
  await createCategory({ slug: "games", name: "Games" });
  const server = await startServer();
  api = program(server, await keyHeaders("products:write"));
  anonymous = program(server);
});

test.each(["application/merge-patch+json", "application/json; charset=utf-8"])(
  "a patch as %s changes what it names and leaves the rest",
  async (type) => {
    const { id } = await createProduct(full);
    const before = dataOf(await api("GET", `/api/products/${id}`));

    const answer = await patch(id, { priceCents: 5_900, category: "games" }, { "Content-Type": type });

    expect(answer.status).toBe(200);
    expect(dataOf(answer)).toMatchObject({
      ...before,
      priceCents: 5_900,
      category: { slug: "games" },
      version: before.version + 1,
      updatedAt: expect.any(String),
    });
    expect((await api("GET", `/api/products/${id}`)).text).toBe(answer.text);
  },
);

test("null gives a member what a new product has", async () => {
  const { id } = await createProduct({ ...full, sku: "CLEAR-1" });

  const answer = await patch(id, {
    sku: null,
    summary: null,
    description: null,
    priceCents: null,
    currency: null,
    release: null,
    runsOn: null,
    published: null,
    tiers: null,
  });

  expect(dataOf(answer)).toMatchObject({
    sku: null,
    summary: "",
    description: "",
    priceCents: 0,
    currency: "USD",
    release: null,
    releasedAt: null,
    runsOn: null,
    published: false,
    tiers: [],
  });
});

test("tiers are replaced whole, and keep their ids when nobody names them", async () => {
  const { id, tiers } = await createProduct(full);

  const untouched = dataOf(await patch(id, { summary: "Other words" }));
  const replaced = dataOf(await patch(id, { tiers: [{ name: "Team", priceCents: 9_900 }] }));

  expect(untouched.tiers.map((tier) => tier.id)).toEqual(tiers.map((tier) => tier.id));
  expect(replaced.tiers).toEqual([
    { id: expect.any(String), name: "Team", priceCents: 9_900, checkoutUrl: null },
  ]);
});

test("a patch publishes and unpublishes, and tells the outbox", async () => {
  const { id } = await createProduct({ published: false });

  await patch(id, { published: true });
  expect((await anonymous("GET", `/api/products/${id}`)).status).toBe(200);
  await patch(id, { published: false });
  expectProblem(await anonymous("GET", `/api/products/${id}`), 404);

  const events = await db.event.findMany({ where: { subject: id }, orderBy: { seq: "asc" } });
  expect(events.map(({ type }) => type).slice(1)).toEqual([
    "product.updated",
    "product.published",
    "product.updated",
    "product.unpublished",
  ]);
});

test.each([
  [{ name: null }, ["name"]],
  [{ category: null }, ["category"]],
  [{ slug: null }, ["slug"]],
  [{ published: 0 }, ["published"]],
  [{ category: "nowhere" }, ["category"]],
  [{ priceCents: "1" }, ["priceCents"]],
  [{ summary: ["x"] }, ["summary"]],
  [{ name: "x".repeat(5_000) }, ["name"]],
  [{ currency: "XXL" }, ["currency"]],
  [{ tiers: [{ name: "Solo" }] }, ["tiers[0].priceCents"]],
  [{ tiers: { "0": null } }, ["tiers"]],
  [{ deletedAt: null, isAdmin: true }, ["deletedAt", "isAdmin"]],
])("%j does not fit: the members are named, and nothing changes", async (json, paths) => {
  const { id } = await createProduct(full);
  const before = await db.product.findUnique({ where: { id } });

  const answer = await patch(id, json);

  expectProblem(answer, 400);
  expect(pathsOf(answer).sort()).toEqual([...paths].sort());
  expect(answer.json.errors).toHaveLength(paths.length);
  expect(await db.product.findUnique({ where: { id } })).toEqual(before);
});

test.each(["[]", '"x"', "null", "1", "true", '{"name":"a\\u0000"}', '{"__proto__":{"published":true}}'])(
  "%s patches nothing",
  async (body) => {
    const { id } = await createProduct(full);

    const answer = await api("PATCH", `/api/products/${id}`, { body });
    expectProblem(answer, 400);
    expect(answer.json.error).not.toContain("Invalid input");
    expect(await db.product.findUnique({ where: { id } })).toMatchObject({ version: 1 });
  },
);

test("read-only members are ignored, and a taken address is a conflict", async () => {
  const { slug } = await createProduct(full);
  const { id } = await createProduct(full);

  expect(
    dataOf(await patch(id, { id: "x", version: 99, rating: null, images: [], links: {} })),
  ).toMatchObject({ version: 2 });
  const taken = await patch(id, { slug });
  expectProblem(taken, 409);
  expect(pathsOf(taken)).toEqual(["slug"]);
});

test("what lies in the trash or never was cannot be patched", async () => {
  const { id } = await createProduct(full);
  await api("DELETE", `/api/products/${id}`);

  for (const missing of [id, "00000000-0000-7000-8000-000000000000", "x"]) {
    expectProblem(await patch(missing, { name: "Back" }), 404, "Product not found");
  }
});

test("patches of different members at once lose nothing of each other", async () => {
  const { id } = await createProduct(full);
  const changes = [
    { summary: "S" },
    { runsOn: "BSD" },
    { priceCents: 1 },
    { release: "9" },
    { sku: "AT-ONCE" },
  ];

  const answers = await Promise.all(changes.map((json) => patch(id, json)));

  expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
  expect(dataOf(await api("GET", `/api/products/${id}`))).toMatchObject(
    Object.assign({ version: 6 }, ...changes),
  );
});
