import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;
let readOnly: ReturnType<typeof program>;

const whole = {
  name: "Tidepool",
  category: "tools",
  slug: "tidepool",
  sku: "TP-1",
  summary: "Watches folders",
  description: "First line\n\nSecond line",
  priceCents: 4_900,
  currency: "EUR",
  published: true,
  tiers: [
    { name: "Solo", priceCents: 4_900, checkoutUrl: "https://pay.example/solo" },
    { name: "Team", priceCents: 19_900 },
  ],
};

type Out = typeof whole & { id: string; version: number; publishedAt: string; images: unknown[] };
const dataOf = (answer: { json: Record<string, unknown> }) => answer.json.data as Out;

beforeAll(async () => {
  await createCategory({ slug: "tools", name: "Tools" });
  await createCategory({ slug: "games", name: "Games" });
  const server = await startServer();
  api = program(server, await keyHeaders("products:write"));
  readOnly = program(server, await keyHeaders("products:read"));
  anonymous = program(server);
});

test("a program creates a product and is told where it is", async () => {
  const answer = await api("POST", "/api/products", { json: whole });

  expect(answer.status).toBe(201);
  const product = dataOf(answer);
  expect(product).toMatchObject({
    ...whole,
    category: { slug: "tools", name: "Tools" },
    tiers: [whole.tiers[0], { ...whole.tiers[1], checkoutUrl: null }],
    version: 1,
    publishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(answer.headers.get("Location")).toBe(`/api/products/${product.id}`);
  expect((await anonymous("GET", `/api/products/${product.id}`)).json).toEqual(answer.json);
});

test("what a program is told of its product is what everybody reads, to the byte: one tag for both", async () => {
  const full = { ...whole, slug: "rockpool", sku: "RP-1", release: "2.1.0", runsOn: "macOS" };
  for (const json of [full, { name: "Least", category: "tools", published: true }]) {
    const told = await api("POST", "/api/products", { json });
    const read = await anonymous("GET", `/api/products/${dataOf(told).id}`);

    expect(JSON.stringify(read.json)).toBe(JSON.stringify(told.json));
    expect(read.headers.get("ETag")).toBe(told.headers.get("ETag"));
  }
});

test("a name and a category are enough: the address is made from the name, and nothing is published", async () => {
  const first = dataOf(
    await api("POST", "/api/products", { json: { name: "Café Ink 2", category: "tools" } }),
  );
  const second = dataOf(
    await api("POST", "/api/products", { json: { name: "Café Ink 2", category: "tools" } }),
  );

  expect(first).toMatchObject({
    slug: "cafe-ink-2",
    sku: null,
    summary: "",
    description: "",
    priceCents: 0,
    currency: "USD",
    published: false,
    publishedAt: null,
    tiers: [],
  });
  expect(second.slug).toBe("cafe-ink-2-2");
});

test("many products of one name at once each get an address of their own", async () => {
  const json = { name: "Namesake", category: "tools" };

  const answers = await Promise.all(Array.from({ length: 12 }, () => api("POST", "/api/products", { json })));

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map((answer) => dataOf(answer).slug)).size).toBe(12);
});

test("a PUT replaces: what is absent is gone, but for the address, the sku and whether it is for sale", async () => {
  const told = { slug: "whole", sku: "WH-1", release: "2.1.0", runsOn: "macOS" };
  const { id } = await createProduct({ ...whole, ...told });

  const answer = await api("PUT", `/api/products/${id}`, { json: { name: "Least", category: "tools" } });

  expect(dataOf(answer)).toMatchObject({
    ...{ slug: "whole", sku: "WH-1", published: true },
    ...{ release: null, releasedAt: null, runsOn: null, summary: "", priceCents: 0, tiers: [] },
  });
});

test("what a GET gave can be PUT back as it is", async () => {
  const { id } = await createProduct({ ...whole, slug: "round", sku: "R-1" });
  const before = dataOf(await anonymous("GET", `/api/products/${id}`));

  const answer = await api("PUT", `/api/products/${id}`, { json: before });

  expect(answer.status).toBe(200);
  const { version, updatedAt, tiers, ...after } = dataOf(answer) as Out & { updatedAt: string };
  expect(before).toMatchObject(after);
  expect(version).toBe(before.version + 1);
  expect(tiers.map(({ name }) => name)).toEqual(["Solo", "Team"]);
});

test("read-only members of a body change nothing, whatever they say", async () => {
  const { id, createdAt } = await createProduct({ name: "Mine" });
  const lies = {
    id: "other",
    createdAt: "1999-01-01T00:00:00Z",
    updatedAt: 7,
    publishedAt: null,
    version: 99,
    images: [{ url: "https://evil.example" }],
    rating: { average: 5, count: 1_000 },
    reviews: [{ rating: 5 }],
    links: "x",
  };

  await api("PUT", `/api/products/${id}`, { json: { name: "Mine", category: "tools", ...lies } });

  const row = await db.product.findUniqueOrThrow({ where: { id }, include: { images: true, reviews: true } });
  expect(row).toMatchObject({ createdAt, version: 2, ratingCount: 0, ratingSum: 0, images: [], reviews: [] });
  expect(row.publishedAt).not.toBeNull();
});

test("PUT keeps published, slug and sku when they are absent, and gives the rest its default", async () => {
  const { id } = await createProduct({ ...whole, slug: "kept", sku: "K-1" });

  const answer = await api("PUT", `/api/products/${id}`, { json: { name: "Renamed", category: "games" } });

  expect(dataOf(answer)).toMatchObject({
    name: "Renamed",
    slug: "kept",
    sku: "K-1",
    published: true,
    category: { slug: "games" },
    summary: "",
    priceCents: 0,
    tiers: [],
  });
});

test("unpublishing takes a product off the shelf, and the day of the first publication is remembered", async () => {
  const { id, publishedAt } = await createProduct({ name: "Shy" });
  const body = { name: "Shy", category: "tools" };

  await api("PUT", `/api/products/${id}`, { json: { ...body, published: false } });
  expectProblem(await anonymous("GET", `/api/products/${id}`), 404);

  const again = dataOf(await api("PUT", `/api/products/${id}`, { json: { ...body, published: true } }));
  expect(again.publishedAt).toBe(publishedAt?.toISOString());
});

test.each([
  ["POST", "/api/products"],
  ["PUT", "/api/products/:id"],
  ["DELETE", "/api/products/:id"],
])("%s %s needs a key that may write", async (method, address) => {
  const { id } = await createProduct({ name: "Guarded" });
  const json = method === "DELETE" ? undefined : { name: "Taken", category: "tools" };
  const path = address.replace(":id", id);

  const without = await anonymous(method, path, { json });
  expectProblem(without, 401, "Unauthorized");
  expect(without.headers.get("WWW-Authenticate")).toBe("Bearer");
  const wrongKeys: Record<string, string>[] = [
    { "x-api-key": "wrong" },
    { "x-api-key": "" },
    { Authorization: "Bearer undefined" },
  ];
  for (const headers of wrongKeys) {
    const wrong = await anonymous(method, path, { json, headers });
    expect({ ...wrong.json, requestId: "" }).toEqual({ ...without.json, requestId: "" });
    expect(wrong.status).toBe(401);
  }
  expectProblem(await readOnly(method, path, { json }), 403);

  expect(await db.product.findUnique({ where: { id } })).toMatchObject({
    name: "Guarded",
    version: 1,
    deletedAt: null,
  });
  expect(await db.product.count({ where: { name: "Taken" } })).toBe(0);
});

test.each([
  [{ category: "tools" }, ["name"]],
  [{ name: "x" }, ["category"]],
  [{ name: "x", category: "nowhere" }, ["category"]],
  [{ name: "x", category: { id: "1" } }, ["category"]],
  [{ name: "x", category: { slug: { contains: "" } } }, ["category"]],
  [{ name: { contains: "" }, category: "tools" }, ["name"]],
  [{ name: ["x"], category: ["tools"] }, ["name", "category"]],
  [{ name: "x", category: "tools", priceCents: "100" }, ["priceCents"]],
  [{ name: "x", category: "tools", priceCents: 1.5 }, ["priceCents"]],
  [{ name: "x", category: "tools", priceCents: -1 }, ["priceCents"]],
  [{ name: "x", category: "tools", priceCents: 1e300 }, ["priceCents"]],
  [{ name: "x", category: "tools", currency: "XXL" }, ["currency"]],
  [{ name: "x", category: "tools", published: "yes" }, ["published"]],
  [{ name: "x", category: "tools", slug: "No Slug" }, ["slug"]],
  [{ name: "x", category: "tools", slug: "new" }, ["slug"]],
  [{ name: "x", category: "tools", tiers: {} }, ["tiers"]],
  [{ name: "x", category: "tools", tiers: [{ name: "", priceCents: 1 }] }, ["tiers[0].name"]],
  [
    { name: "x", category: "tools", tiers: [{ name: "a", priceCents: 1, checkoutUrl: "http://x.example" }] },
    ["tiers[0].checkoutUrl"],
  ],
  [{ name: "x", category: "tools", tiers: [{ name: "a", priceCents: 1, free: true }] }, ["tiers[0].free"]],
  [
    { name: "x", category: "tools", isAdmin: true, userId: 1, deletedAt: null },
    ["isAdmin", "userId", "deletedAt"],
  ],
  [{ name: "x", category: "tools", searchText: "x", ratingSum: 5 }, ["searchText", "ratingSum"]],
])("%j is refused, and the members that do not fit are named", async (json, paths) => {
  const { id } = await createProduct({ name: "Before" });
  const count = await db.product.count();

  for (const [method, address] of [
    ["POST", "/api/products"],
    ["PUT", `/api/products/${id}`],
  ] as const) {
    const answer = await api(method, address, { json });
    expectProblem(answer, 400);
    expect(pathsOf(answer).sort()).toEqual([...paths].sort());
  }

  expect(await db.product.count()).toBe(count);
  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ name: "Before", version: 1 });
});

test("an address and a sku belong to one product", async () => {
  await createProduct({ slug: "taken", sku: "T-1" });
  const body = { name: "Second", category: "tools" };

  const slug = await api("POST", "/api/products", { json: { ...body, slug: "taken" } });
  const sku = await api("POST", "/api/products", { json: { ...body, sku: "T-1" } });

  expectProblem(slug, 409);
  expect(pathsOf(slug)).toEqual(["slug"]);
  expectProblem(sku, 409);
  expect(pathsOf(sku)).toEqual(["sku"]);
});

test("what is deleted lies in the trash; to delete it again is a 404, and its ninety days go on", async () => {
  const { id } = await createProduct({ slug: "goner" });

  const first = await api("DELETE", `/api/products/${id}`);
  expect(first.status).toBe(200);
  expect(first.json).toEqual({ message: "Deleted" });
  const since = new Date("2026-01-01T00:00:00Z");
  await db.product.update({ where: { id }, data: { deletedAt: since } });

  expectProblem(await api("DELETE", `/api/products/${id}`), 404, "Product not found");
  expectProblem(await api("PUT", `/api/products/${id}`, { json: whole }), 404, "Product not found");
  expectProblem(await anonymous("GET", `/api/products/${id}`), 404, "Product not found");
  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ deletedAt: since });
  expect((await api("POST", "/api/products", { json: { ...whole, slug: "goner", sku: null } })).status).toBe(
    201,
  );
});

test("every write tells the outbox who did what, in the same change", async () => {
  const product = dataOf(
    await api("POST", "/api/products", { json: { ...whole, slug: "told", sku: "TOLD" } }),
  );
  await api("PUT", `/api/products/${product.id}`, {
    json: { ...whole, sku: "TOLD", slug: "told", published: false },
  });
  await api("DELETE", `/api/products/${product.id}`);

  const events = await db.event.findMany({ where: { subject: product.id }, orderBy: { seq: "asc" } });

  expect(events.map(({ type }) => type)).toEqual([
    "product.created",
    "product.published",
    "product.updated",
    "product.unpublished",
    "product.deleted",
  ]);
  expect(await db.apiKey.count({ where: { id: events[0]?.actor ?? "" } })).toBe(1);
});
