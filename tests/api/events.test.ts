import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import type { Scope } from "~/models/api-key/scope";
import { createCategory as makeCategory } from "~/models/category/writing.server";
import { archiveProduct } from "~/models/product/archival.server";
import { writeReview } from "~/models/review/writing.server";
import { setFeature } from "~/models/site/feature.server";
import { createUser, keyHeaders, signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;

type Out = { id: string; seq: number; type: string; subject: string; actor?: string | null; data: object };
type Page = { data: Out[]; pagination: { limit: number; next: number; more: boolean } };

const reader = async (...scopes: Scope[]) => program(server, await keyHeaders("events:read", ...scopes));
const pageOf = async (api: ReturnType<typeof program>, query = "") =>
  (await api("GET", `/api/events${query}`)).json as unknown as Page;
const typesOf = ({ data }: Page) => data.map(({ type }) => type);

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  server = await startServer();
});

beforeEach(async () => {
  await db.event.deleteMany();
});

/** Something of every kind. */
async function live() {
  const shelf = await createProduct({ name: "On the shelf", category: "tools" });
  const draft = await createProduct({ name: "Secret draft", category: "tools", published: false });
  const gone = await createProduct({ name: "Gone by now", category: "tools" });
  await archiveProduct({ id: gone.id }, { actor: "factory" });
  const { user } = await signIn({ name: "Ana" });
  await writeReview(shelf.id, { rating: 4, body: "As said." }, { actor: user.id });
  await makeCategory({ name: `Games ${Date.now()}` }, { actor: "factory" });
  await setFeature(
    { name: `feature_${Date.now()}`, enabled: true, public: true, description: "" },
    { actor: "factory" },
  );
  return { shelf, draft, gone, user };
}

test("a key hears of what it may read, and of nothing else", async () => {
  const { shelf } = await live();
  const productTypes = [
    "product.created",
    "product.published",
    "product.created",
    "product.created",
    "product.published",
    "product.deleted",
  ];

  expect(typesOf(await pageOf(await reader("products:write")))).toEqual(productTypes);
  expect(typesOf(await pageOf(await reader("categories:read")))).toEqual(["category.created"]);
  expect(typesOf(await pageOf(await reader("reviews:read")))).toEqual(["review.created"]);
  const narrow = await pageOf(await reader("products:read"));
  expect(narrow.data.map(({ type, subject }) => [type, subject])).toEqual([["product.published", shelf.id]]);
  expect(typesOf(await pageOf(await reader()))).toEqual([]);
  const system = typesOf(await pageOf(await reader("system:read")));
  expect(system).toContain("user.signed_in");
  expect(system).toContain("feature.updated");
  expect(system.filter((type) => /^(?:product|review|category)\./.test(type))).toEqual([]);
});

test("a key that may read everything hears everything, also by type", async () => {
  await live();
  const all = await reader(
    ...(["products:write", "categories:write", "reviews:write", "imports:write"] as const),
    ...(["webhooks:read", "system:read"] as const),
  );

  const told = typesOf(await pageOf(all, "?limit=100"));

  expect(told).toHaveLength(await db.event.count());
  expect(told).toEqual(expect.arrayContaining(["product.created", "review.created", "user.signed_in"]));
  expect(typesOf(await pageOf(all, "?type=product.deleted"))).toEqual(["product.deleted"]);
});

test("no key without the right to the system hears of people, sessions, keys or settings, and none of drafts it may not read", async () => {
  const { draft, gone, user } = await live();
  const answer = await (await reader("products:read", "categories:write", "reviews:write", "webhooks:read"))(
    "GET",
    "/api/events?limit=100",
  );

  for (const hidden of [
    user.email,
    draft.id,
    draft.name,
    gone.name,
    "user.",
    "api_key.",
    "feature.",
    "actor",
  ]) {
    expect(answer.text).not.toContain(hidden);
  }
});

test("what happened is read part by part, and nothing is missed or told twice", async () => {
  for (let count = 0; count < 7; count++) await createProduct({ category: "tools", published: false });
  const api = await reader("products:write");
  const all = await pageOf(api, "?limit=100");
  expect(all.data).toHaveLength(7);

  const seen: number[] = [];
  let page = await pageOf(api, "?limit=3");
  seen.push(...page.data.map(({ seq }) => seq));
  while (page.pagination.more) {
    page = await pageOf(api, `?limit=3&after=${page.pagination.next}`);
    seen.push(...page.data.map(({ seq }) => seq));
  }
  expect(seen).toEqual(all.data.map(({ seq }) => seq));

  await createProduct({ name: "Later", category: "tools", published: false });
  const later = await pageOf(api, `?after=${page.pagination.next}`);
  expect(later.data).toMatchObject([{ type: "product.created", data: { name: "Later" } }]);
  const nothing = await pageOf(api, `?after=${later.pagination.next}`);
  expect(nothing).toEqual({ data: [], pagination: { limit: 20, next: later.pagination.next, more: false } });
});

test("there is a link to what comes next, and types can be chosen", async () => {
  await live();
  const api = await reader("products:write", "reviews:read");

  const first = await api("GET", "/api/events?type=product.created,review.created&limit=2");

  const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get("Link") ?? "")?.[1] ?? "";
  expect(typesOf(first.json as unknown as Page)).toEqual(["product.created", "product.created"]);
  expect(typesOf((await api("GET", link)).json as unknown as Page)).toEqual([
    "product.created",
    "review.created",
  ]);
  expect(typesOf(await pageOf(api, "?type=user.signed_in"))).toEqual([]);
});

test("who did it is told to those alone who may hear of people", async () => {
  await createProduct({ category: "tools", published: false });

  const [told] = (await pageOf(await reader("products:write", "system:read"))).data;
  const [untold] = (await pageOf(await reader("products:write"))).data;

  expect(told).toMatchObject({ actor: "factory" });
  expect(untold).not.toHaveProperty("actor");
});

test.each([
  "after=-1",
  "after=x",
  "after=1e3",
  "after=99999999999",
  "limit=0",
  "limit=101",
  "type=product",
  "type=*",
  "type=a.b%27",
  "page=1",
  "cursor=x",
])("%s is no way to ask for events", async (query) => {
  const answer = await (await reader())("GET", `/api/events?${query}`);

  expectProblem(answer, 400);
  expect(pathsOf(answer)[0]?.replace(/\[0\]$/, "")).toBe(query.split("=")[0]);
});

test("events need a key that may read them", async () => {
  await createUser();
  expectProblem(await program(server)("GET", "/api/events"), 401, "Unauthorized");
  expectProblem(await program(server, await keyHeaders("products:write"))("GET", "/api/events"), 403);
});
