import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let id: string;
let before: string;

const everything = async () =>
  JSON.stringify([await db.product.findMany({ orderBy: { id: "asc" } }), await db.event.count()]);

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  ({ id } = await createProduct({ name: "Untouched", category: "tools" }));
  api = program(await startServer(), await keyHeaders("products:write"));
  await api("DELETE", "/api/products/00000000-0000-7000-8000-000000000000");
});

beforeEach(async () => {
  before = await everything();
});

const named = (name: string) => `{"name":${name},"category":"tools"}`;
const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);
const keys = Array.from({ length: 8_000 }, (_, index) => `"k${index}":1`).join(",");

const bodies: Record<string, string> = {
  "NUL in a name": named('"a\\u0000b"'),
  "half a character": named('"a\\ud800b"'),
  "the other half": named('"\\udc00"'),
  "a control character": named('"a\\u0007b"'),
  "text that runs backwards": named('"a\\u202eb"'),
  "a million characters": named(`"${"x".repeat(1_000_000)}"`),
  "ninety thousand characters": named(`"${"x".repeat(90_000)}"`),
  "a name of spaces": named('"   "'),
  "thousands of members": `{${keys}}`,
  "ten thousand lists in each other": deep("[", "]"),
  "ten thousand objects in each other": deep('{"a":', "}").replace(":}", ":1}"),
  "a deep name": named(deep("[", "]")),
  __proto__: `{"__proto__":{"published":true},"name":"x","category":"tools"}`,
  "a constructor": `{"constructor":{"prototype":{"isAdmin":true}},"name":"x","category":"tools"}`,
  "__proto__ in a tier": `{"name":"x","category":"tools","tiers":[{"__proto__":1,"name":"a","priceCents":1}]}`,
  "NUL as a member": `{"na\\u0000me":"x"}`,
  "a name given twice": `{"name":"x","name":"y","category":"tools"}`,
  "a name given twice, once in disguise": `{"name":"x","n\\u0061me":"y","category":"tools"}`,
  "a filter for a name": named('{"contains":""}'),
  "a list for a name": named('["x"]'),
  "null for a name": named("null"),
  "a filter for a category": `{"name":"x","category":{"slug":{"not":null}}}`,
  "a list for a category": `{"name":"x","category":["tools"]}`,
  "a number that is none": `{"name":"x","category":"tools","priceCents":1e999}`,
  "twenty-one tiers": `{"name":"x","category":"tools","tiers":[${Array(21).fill('{"name":"a","priceCents":1}').join(",")}]}`,
  "a script as an address": `{"name":"x","category":"tools","tiers":[{"name":"a","priceCents":1,"checkoutUrl":"javascript:alert(1)"}]}`,
};

test.each(Object.keys(bodies))(
  "a body with %s is refused with a reason, and nothing changes",
  async (kind) => {
    for (const [method, address] of [
      ["POST", "/api/products"],
      ["PUT", `/api/products/${id}`],
      ["PATCH", `/api/products/${id}`],
    ] as const) {
      const answer = await api(method, address, { body: bodies[kind] });
      expectProblem(answer, kind === "a million characters" ? 413 : 400);
    }

    expect(await everything()).toBe(before);
    expect(Object.prototype).not.toHaveProperty("isAdmin");
  },
);

const long = "x".repeat(10_000);
const queries = [
  "category=%00",
  "q=%00",
  `q=${long}`,
  "q=",
  "q=%20",
  "q=%ED%A0%80",
  "q=%ff",
  "category=",
  `category=${long}`,
  `${long}=1`,
  "page=1e9",
  "page=9999999999",
  "page=NaN",
  "page=undefined",
  "page[]=1",
  "page[gt]=1",
  "limit=١٠",
  "limit=%2010",
  "__proto__=1",
  "constructor=1",
  "category=tools&category=games",
  "minCents=-1",
  "minCents=1.5",
  "maxCents=x",
  "sort=drop",
  "sort[createdAt]=asc",
  "orderBy=id",
  "where=%7B%7D",
  Array.from({ length: 1_000 }, (_, index) => `k${index}=1`).join("&"),
];

test.each(queries)("a list asked for with %.40s is refused with a reason", async (query) => {
  expectProblem(await api("GET", `/api/products?${query}`), 400);
});

const ids = [
  "0",
  "-1",
  "1e9",
  "NaN",
  "[object Object]",
  "' OR 1=1 --",
  "../../etc/passwd",
  "%2e%2e%2f",
  "a\u0000",
  "ＡＢＣ",
];

test.each([...ids, "%ff", "%", "x".repeat(10_000)])(
  "the id %.30j finds nothing, and breaks nothing",
  async (wrong) => {
    const path = wrong.startsWith("%") ? wrong : encodeURIComponent(wrong);
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      const json = method.startsWith("P") ? { name: "x", category: "tools" } : undefined;
      const answer = await api(method, `/api/products/${path}`, { json });
      expect([400, 404, 405]).toContain(answer.status);
      expectProblem(answer, answer.status);
    }
    expect(await everything()).toBe(before);
  },
);
