import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { archiveProduct } from "~/models/product/archival.server";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { type Answered, expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

type Out = { id: string; name: string; tiers?: { name: string }[]; reviews?: object[] };
type List = {
  data: Out[];
  pagination: { total?: number; pages?: number; page?: number; next: string | null; prev: string | null };
};

let api: ReturnType<typeof program>;
let writer: Record<string, string>;
let reader: Record<string, string>;

const day = (date: number) => new Date(Date.UTC(2026, 0, date));

/** Six tools on the shelf, one a day, and a draft and a trashed one beside them. */
beforeAll(async () => {
  for (const slug of ["tools", "maps"]) await createCategory({ slug, name: slug });
  for (let n = 1; n <= 6; n++) {
    const { id } = await createProduct({
      name: `Tool ${n}`,
      sku: `T-${n}`,
      category: n % 2 ? "tools" : "maps",
      priceCents: n < 4 ? 1_000 : n * 1_000,
      currency: n === 6 ? "EUR" : "USD",
      tiers: n === 1 ? [{ name: "Solo", priceCents: 100 }] : [],
    });
    await db.product.update({ where: { id }, data: { createdAt: day(n), ratingSum: n, ratingCount: n % 3 } });
    await db.product.update({ where: { id }, data: { updatedAt: day(n + 10) } });
  }
  await createProduct({ name: "Secret draft", category: "tools", published: false });
  const trashed = await createProduct({ name: "Secret trash", category: "tools" });
  await archiveProduct({ id: trashed.id }, { actor: "test" });
  const first = await db.product.findFirstOrThrow({ where: { sku: "T-1" } });
  const author = await createUser({ name: "Ana" });
  await db.review.create({ data: { productId: first.id, authorId: author.id, rating: 4, body: "Good" } });
  writer = await keyHeaders("products:write");
  reader = await keyHeaders("products:read");
  api = program(await startServer());
});

const get = async (query: string, headers = {}) => api("GET", `/api/products?${query}`, { headers });
const list = async (query: string) => {
  const answer = await get(query);
  expect(answer.status, answer.text).toBe(200);
  return answer.json as unknown as List;
};
const numbers = ({ data }: List) => data.map(({ name }) => Number(name.replace("Tool ", "")));

test.each([
  ["filter[category]=tools", [5, 3, 1]],
  ["filter[category]=tools,maps", [6, 5, 4, 3, 2, 1]],
  ["filter[category]=tools&filter[category]=maps", [6, 5, 4, 3, 2, 1]],
  ["filter[category]=nowhere", []],
  ["filter[slug]=tool-2", [2]],
  ["filter[sku]=T-1,T-5,none", [5, 1]],
  ["filter[currency]=EUR", [6]],
  ["filter[priceCents]=1000", [3, 2, 1]],
  ["filter[priceCents][gte]=4000&filter[priceCents][lt]=6000", [5, 4]],
  ["filter[priceCents][gt]=4000&filter[priceCents][lte]=6000", [6, 5]],
  ["filter[createdAt][gt]=2026-01-04", [6, 5]],
  ["filter[createdAt][gte]=2026-01-04", [6, 5, 4]],
  ["filter[updatedAt][gt]=2026-01-15T00:00:00Z", [6]],
  ["filter[updatedAt][lte]=2026-01-12T01:00:00%2B01:00", [2, 1]],
  ["filter[rating][gte]=2.5", [5, 4]],
  ["filter[rating][lte]=1", [2, 1]],
  ["filter[published]=true&filter[category]=maps", [6, 4, 2]],
  ["category=tools&minCents=1&maxCents=2000&currency=USD", [3, 1]],
  ["sort=createdAt", [1, 2, 3, 4, 5, 6]],
  ["sort=-priceCents,name", [6, 5, 4, 1, 2, 3]],
  ["sort=priceCents,-createdAt", [3, 2, 1, 4, 5, 6]],
  ["sort=-updatedAt", [6, 5, 4, 3, 2, 1]],
  ["sort=-name", [6, 5, 4, 3, 2, 1]],
  ["sort=-rating,createdAt", [4, 5, 1, 2, 3, 6]],
  ["sort=newest", [6, 5, 4, 3, 2, 1]],
  ["sort=price-high", [6, 5, 4, 3, 2, 1]],
])("%s lists what it says, and counts it", async (query, expected) => {
  const found = await list(query);

  expect(numbers(found)).toEqual(query.includes("price-high") ? expect.arrayContaining(expected) : expected);
  expect(found.pagination).toMatchObject({ total: expected.length, pages: Math.ceil(expected.length / 20) });
});

test("every order can be walked by cursors, forth and back", async () => {
  for (const sort of [
    "-createdAt",
    "name",
    "-name",
    "priceCents",
    "-rating,createdAt",
    "-priceCents,name",
    "publishedAt",
  ]) {
    const whole = numbers(await list(`sort=${sort}`));
    const forth: number[] = [];
    let part = await list(`sort=${sort}&limit=2`);
    expect(part.pagination.prev).toBeNull();
    for (;;) {
      forth.push(...numbers(part));
      if (part.pagination.next === null) break;
      part = await list(`sort=${sort}&limit=2&cursor=${part.pagination.next}`);
      expect(part.pagination).not.toHaveProperty("page");
      expect(part.pagination.total).toBe(6);
    }
    expect(forth).toEqual(whole);
    const back = numbers(part);
    while (part.pagination.prev !== null) {
      part = await list(`sort=${sort}&limit=2&cursor=${part.pagination.prev}`);
      back.unshift(...numbers(part));
    }
    expect(back).toEqual(whole);
  }
});

test("links lead on the way the caller came: by page after a page, else by cursor", async () => {
  const linksOf = (answer: Answered) =>
    Object.fromEntries(
      [...(answer.headers.get("Link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, to, rel]) => [
        rel,
        to,
      ]),
    ) as Record<string, string>;

  const second = linksOf(await get("page=2&limit=2&filter[category]=tools,maps"));
  expect(Object.keys(second).sort()).toEqual(["first", "last", "next", "prev"]);
  expect(second.next).toBe("/api/products?limit=2&filter%5Bcategory%5D=tools%2Cmaps&page=3");
  expect(numbers((await api("GET", second.next ?? "")).json as unknown as List)).toEqual([2, 1]);

  const first = linksOf(await get("limit=4"));
  expect(first.next).toContain("cursor=");
  expect(first).not.toHaveProperty("prev");
  const rest = await api("GET", first.next ?? "");
  expect(numbers(rest.json as unknown as List)).toEqual([2, 1]);
  expect(Object.keys(linksOf(rest)).sort()).toEqual(["first", "prev"]);

  expect(linksOf(await get("q=tool&limit=2")).next).toContain("page=2");
});

test.each(["%CC%81", "tool%20%CC%81", "%EF%B8%8F", "%E2%83%9D%CC%81", "%C2%BD", "%EE%80%80"])(
  "a search for %s, which has an accent on nothing or an odd sign, is answered",
  async (q) => {
    expect((await get(`q=${q}`)).status).toBe(200);
  },
);

test("the total is left out on request, and pages go on without it", async () => {
  const { data, pagination } = await list("total=none&limit=2&page=2");

  expect(data).toHaveLength(2);
  expect(pagination).toEqual({ page: 2, limit: 2, next: expect.any(String), prev: expect.any(String) });
  expect((await get("total=none&limit=2&page=2")).headers.get("Link")).toContain("page=3");
});

test("a product tells the members that were chosen and no others, and so does what hangs on it", async () => {
  const [one] = (await list("fields[product]=id,name&limit=1")).data;
  expect(Object.keys(one ?? {}).sort()).toEqual(["id", "name"]);

  const [full] = (
    await list(
      "filter[sku]=T-1&include=tiers,reviews&fields[product]=name,category,rating&fields[category]=slug&fields[tier]=name&fields[review]=author",
    )
  ).data;
  expect(full).toEqual({
    name: "Tool 1",
    category: { slug: "tools" },
    rating: { average: 1, count: 1 },
    tiers: [{ name: "Solo" }],
    reviews: [{ author: "Ana" }],
  });
  expect((await list("include=tiers")).data.every(({ tiers, reviews }) => tiers && !reviews)).toBe(true);
});

test.each([
  ["filter[colour]=red", "filter[colour]"],
  ["filter[name]=x", "filter[name]"],
  ["filter[priceCents][eq]=1", "filter[priceCents][eq]"],
  ["filter[category][gt]=a", "filter[category][gt]"],
  ["filter[deletedAt][gt]=2020-01-01", "filter[deletedAt][gt]"],
  ["filter[priceCents][gte]=x", "filter[priceCents][gte]"],
  ["filter[priceCents]=1,2", "filter[priceCents]"],
  ["filter[priceCents][gte]=1&filter[priceCents][gte]=2", "filter[priceCents][gte]"],
  ["filter[updatedAt][gt]=yesterday", "filter[updatedAt][gt]"],
  ["filter[updatedAt][gt]=2026-02-31", "filter[updatedAt][gt]"],
  ["filter[updatedAt][gt]=0000-01-01", "filter[updatedAt][gt]"],
  ["filter[category]=", "filter[category]"],
  ["filter[category]=a,,b", "filter[category]"],
  ["filter[currency]=usd", "filter[currency]"],
  ["filter[published]=maybe", "filter[published]"],
  ["filter[rating]=4.55", "filter[rating]"],
  [`filter[sku]=${Array.from({ length: 101 }, (_, n) => n).join(",")}`, "filter[sku]"],
  ["filter=x", "filter"],
  ["sort=searchText", "sort"],
  ["sort=", "sort"],
  ["sort=name,-name", "sort"],
  ["sort=name&sort=name", "sort"],
  ["fields[product]=id,hash", "fields[product]"],
  ["fields[user]=email", "fields[user]"],
  ["fields=id", "fields"],
  ["include=author", "include"],
  ["total=all", "total"],
  ["page=1&cursor=x", "cursor"],
  ["q=tool&cursor=x", "cursor"],
  ["cursor=", "cursor"],
  ["cursor=WzAsMV0", "cursor"],
  ["cursor=%27%3B", "cursor"],
  ["cursor=a&cursor=b", "cursor"],
])("%.60s is refused by the name of the parameter", async (query, path) => {
  const answer = await get(query);

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual([path]);
});

test("a cursor is of one question only, and one that was cut or changed is refused", async () => {
  const { next } = (await list("limit=2")).pagination;
  if (next === null) throw new Error("no cursor");
  const decoded = Buffer.from(next, "base64url").toString();

  for (const query of [
    `sort=name&cursor=${next}`,
    `filter[category]=tools&cursor=${next}`,
    `cursor=${next.slice(0, -3)}`,
    `cursor=${next.replace(/^./, "z")}`,
    `cursor=${Buffer.from(decoded.replace("]", ",1]")).toString("base64url")}`,
    `cursor=${Buffer.from(decoded.replace(/\d{13}/, '"1"')).toString("base64url")}`,
  ]) {
    expect(pathsOf(await get(query))).toEqual(["cursor"]);
  }
  expect((await list(`cursor=${next}&limit=1&fields[product]=name&total=none`)).data).toEqual([
    { name: "Tool 4" },
  ]);
});

test("drafts are listed for keys that may write, and nothing that is in the trash ever", async () => {
  expectProblem(await get("filter[published]=false"), 401);
  expectProblem(await get("filter[published]=true,false", reader), 403);
  const drafts = (await get("filter[published]=false", writer)).json as unknown as List;
  expect(drafts.data.map(({ name }) => name)).toEqual(["Secret draft"]);
  const all = (await get("filter[published]=true,false", writer)).json as unknown as List;
  expect(all.pagination.total).toBe(7);
  expect((await get("", writer)).text).not.toContain("Secret");
});

test("no filter, order, search or inclusion shows a stranger what is not on the shelf", async () => {
  const { data } = (await get("filter[published]=false", writer)).json as unknown as List;
  const trash = await db.product.findFirstOrThrow({ where: { deletedAt: { not: null } } });
  const ids = [data[0]?.id, trash.id].join(",");
  for (const query of [
    `filter[id]=${ids}`,
    "filter[slug]=secret-draft,secret-trash",
    "filter[category]=tools",
    "filter[published]=true",
    "filter[priceCents][gte]=0",
    "filter[createdAt][gte]=1970-01-01",
    "q=secret",
    "sort=name",
    "include=tiers,reviews",
    "sort=-updatedAt&total=none",
  ]) {
    for (const headers of [{}, reader, writer]) {
      const answer = await get(`${query}&limit=100`, headers);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain("Secret");
    }
  }
});

test("what a filter counts is right again after every change", async () => {
  const count = async () => (await list("filter[priceCents][gte]=50000&limit=1")).pagination.total;
  expect(await count()).toBe(0);
  const json = { name: "Dear", category: "tools", priceCents: 60_000, published: true };

  const { data } = (await api("POST", "/api/products", { json, headers: writer })).json as unknown as {
    data: Out;
  };
  expect([await count(), await count()]).toEqual([1, 1]);
  await api("DELETE", `/api/products/${data.id}`, { headers: writer });
  expect(await count()).toBe(0);
});
