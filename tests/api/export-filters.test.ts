import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { productGrammar } from "~/models/product/query";
import { keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { type Answered, expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

type Row = { id: string; sku: string };
type List = { data: Row[]; pagination: { page: number; pages: number } };

const CASES = process.env.TEST_LONG === "on" ? 1_000 : 60;
const COUNT = 460;
const START = Date.UTC(2026, 0, 1);
const timeOf = (n: number) => new Date(START + Math.floor(n / 3) * 60_000);
const words = ["ledger", "maps", "notes", "timer"];

let api: ReturnType<typeof program>;
let writer: ReturnType<typeof program>;
let reader: ReturnType<typeof program>;
let rows: (Row & { slug: string })[];

/** More than one part of an export takes, three of each minute, every fifth a draft and every tenth in the trash. */
beforeAll(async () => {
  const categories = await Promise.all(["money", "maps", "time"].map((slug) => createCategory({ slug })));
  const data = Array.from({ length: COUNT }, (_, n) => ({
    slug: `tool-${n}`,
    sku: `T-${n}`,
    name: `${words[n % 4]} ${n}`,
    searchText: `${words[n % 4]} ${n}`,
    summary: n % 6 ? "" : "Keeps a ledger",
    categoryId: categories[n % 3]?.id ?? "",
    priceCents: (n % 9) * 500,
    currency: n % 7 ? "USD" : "EUR",
    ratingSum: n % 5 ? 4 + (n % 5) * 3 : 0,
    ratingCount: n % 5 ? 4 : 0,
    published: n % 5 !== 1,
    publishedAt: n % 5 === 1 ? null : timeOf(COUNT - n),
    createdAt: timeOf(n),
    updatedAt: timeOf((n * 7) % COUNT),
    deletedAt: n % 10 === 9 ? timeOf(n) : null,
  }));
  rows = (await db.product.createManyAndReturn({
    data,
    select: { id: true, sku: true, slug: true },
  })) as typeof rows;
  const server = await startServer();
  api = program(server);
  writer = program(server, await keyHeaders("products:write"));
  reader = program(server, await keyHeaders("products:read"));
});

const some = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 4 }).map(String);
const ofRow = (member: (typeof members)[number]) => fc.nat(COUNT - 1).map((n) => rows[n]?.[member] ?? "");
const members = ["id", "slug", "sku"] as const;
const time = fc.integer({ min: -3, max: COUNT + 3 }).map((n) => timeOf(n).toISOString());
const values: Record<keyof typeof productGrammar.filters, fc.Arbitrary<string>> = {
  id: some(ofRow("id")),
  slug: some(ofRow("slug")),
  sku: some(ofRow("sku")),
  category: some(fc.constantFrom("money", "maps", "time", "nowhere")),
  currency: some(fc.constantFrom("USD", "EUR", "CHF")),
  priceCents: fc.nat(10).map((n) => String(n * 500)),
  rating: fc.constantFrom("1.7", "1.8", "2.5", "3.3", "4"),
  published: some(fc.constantFrom("true", "false")),
  publishedAt: time,
  createdAt: time,
  updatedAt: time,
};
const filter = fc.oneof(
  ...Object.entries(productGrammar.filters).map(([name, declared]) => {
    const ends = "ranges" in declared ? ["", "[gte]", "[gt]", "[lte]", "[lt]"] : [""];
    const wide = ends.flatMap((end) => (end ? [end, end, end] : [end]));
    return fc.tuple(fc.constantFrom(...wide.map((end) => `filter[${name}]${end}`)), values[name as "id"]);
  }),
  fc.tuple(fc.constant("category"), fc.constantFrom("money", "nowhere")),
  fc.tuple(fc.constant("currency"), fc.constantFrom("USD", "EUR")),
  fc.tuple(fc.constantFrom("minCents", "maxCents"), values.priceCents),
  fc.tuple(fc.constant("q"), fc.constantFrom(...words, "led", "keeps ledger", "nothing", "!!")),
);
const question = fc.record({
  filters: fc.uniqueArray(filter, { maxLength: 3, selector: ([name]) => name }),
  sort: fc.constantFrom("-createdAt", "createdAt", "newest"),
});

/** Every row of the list, by its pages: a search has no cursors. */
async function walked(query: URLSearchParams) {
  const seen: Row[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const { json, status, text } = await writer("GET", `/api/products?limit=100&page=${page}&${query}`);
    expect(status, text).toBe(200);
    const list = json as unknown as List;
    seen.push(...list.data);
    pages = list.pagination.pages;
  }
  return seen;
}

const lines = ({ status, text }: Answered) => {
  expect(status, text).toBe(200);
  return text.split("\n").slice(0, -1);
};
const idsOf = (answer: Answered) => lines(answer).map((line) => (JSON.parse(line) as Row).id);
const skusOf = (answer: Answered) =>
  lines(answer)
    .slice(1)
    .map((line) => line.split(",")[0]);

test("an export holds what a walk through the list with the same filters sees, in its order", {
  timeout: 600_000,
}, async () => {
  let held = 0;
  await fc.assert(
    fc.asyncProperty(question, async ({ filters, sort }) => {
      const query = new URLSearchParams([...filters, ["sort", sort]]);
      const expected = await walked(query);
      held += expected.length > 0 ? 1 : 0;
      expect(idsOf(await writer("GET", `/api/products.ndjson?${query}`))).toEqual(
        expected.map(({ id }) => id),
      );
      expect(skusOf(await writer("GET", `/api/products.csv?${query}`))).toEqual(
        expected.map(({ sku }) => sku),
      );
    }),
    { numRuns: CASES },
  );
  expect(held).toBeGreaterThan(CASES / 4);
});

test.each([
  ["published=all", "filter[published]=true,false"],
  ["published=false", "filter[published]=false"],
  ["published=true", ""],
  ["published=all&filter[published]=false", "filter[published]=false"],
  ["published=all&filter[category]=maps&q=led", "filter[published]=true,false&filter[category]=maps&q=led"],
])("an export with %s holds what the list with %s holds", async (asked, listed) => {
  const expected = await walked(new URLSearchParams(`${listed}&sort=newest`));
  expect(expected.length).toBeGreaterThan(10);
  expect(idsOf(await writer("GET", `/api/products.ndjson?${asked}`))).toEqual(expected.map(({ id }) => id));
});

test("what is published and a draft at once is nothing", async () => {
  expect(idsOf(await writer("GET", "/api/products.ndjson?published=true&filter[published]=false"))).toEqual(
    [],
  );
});

test("drafts that a filter asks for leave only for keys that may write products", async () => {
  for (const file of ["products.csv", "products.ndjson"]) {
    for (const wanted of ["false", "true,false"]) {
      expectProblem(await api("GET", `/api/${file}?filter[published]=${wanted}`), 401);
      expectProblem(await reader("GET", `/api/${file}?filter[published]=${wanted}`), 403);
    }
  }
});

test.each([
  ["page", "1"],
  ["limit", "20"],
  ["cursor", "x"],
  ["total", "none"],
  ["include", "tiers"],
  ["fields[product]", "id"],
  ["filter", "1"],
  ["filter[colour]", "red"],
  ["filter[name]", "ledger"],
  ["filter[sku][gte]", "A"],
  ["filter[priceCents][like]", "1"],
  ["filter[priceCents][gte]", "-1"],
  ["filter[priceCents]", "1,2"],
  ["filter[createdAt][gt]", "yesterday"],
  ["filter[rating]", "5.55"],
  ["filter[published]", "all"],
  ["filter[id]", ""],
  ["filter[id]", "a\u0000"],
  ["filter[slug]", "x,".repeat(101)],
  ["q", "x".repeat(101)],
  ["minCents", "0.5"],
  ["sort", "name"],
  ["sort", "-priceCents"],
  ["sort", "-createdAt,name"],
  ["sort", "updatedAt"],
  ["sort", ""],
])("an export refuses %s=%s by its name, and sends nothing of itself", async (name, value) => {
  for (const file of ["products.csv", "products.ndjson"]) {
    const answer = await writer(
      "GET",
      `/api/${file}?${new URLSearchParams([
        [name, value],
        ["published", "all"],
      ])}`,
    );
    expectProblem(answer, 400);
    expect(pathsOf(answer)).toEqual([name]);
    expect(answer.headers.get("Content-Disposition")).toBeNull();
  }
});
