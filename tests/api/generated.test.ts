import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { type Answered, expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

const CASES = process.env.TEST_LONG === "on" ? 2_500 : 150;
const TIME_MS = 600_000;

let api: ReturnType<typeof program>;
let id: string;

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  ({ id } = await createProduct({ category: "tools" }));
  api = program(await startServer(), await keyHeaders("products:write"));
});

/** Mostly what belongs there, and anything else that JSON can say. */
const or = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() });
const anyText = fc.string({ unit: "binary", maxLength: 130 });

const tier = fc.record(
  { id: fc.string(), name: or(anyText), priceCents: or(fc.integer()), checkoutUrl: or(fc.webUrl()) },
  { requiredKeys: [] },
);
const body = fc.record(
  {
    name: or(anyText),
    category: or(fc.constantFrom("tools", { slug: "tools" }, "nowhere")),
    slug: or(anyText),
    sku: or(anyText),
    summary: or(anyText),
    description: or(anyText),
    priceCents: or(fc.oneof(fc.integer(), fc.double())),
    currency: or(fc.constantFrom("USD", "JPY", "usd", "")),
    release: or(anyText),
    runsOn: or(anyText),
    published: or(fc.boolean()),
    tiers: or(fc.array(tier, { maxLength: 3 })),
    version: fc.jsonValue(),
    images: fc.jsonValue(),
    deletedAt: fc.jsonValue(),
  },
  { requiredKeys: ["name", "category"] },
);
const whole = fc.oneof({ weight: 5, arbitrary: body }, { weight: 1, arbitrary: fc.jsonValue() });

const parameter = fc.tuple(
  fc.oneof(
    fc.constantFrom("page", "limit", "category", "q", "minCents", "maxCents", "sort", "currency"),
    anyText,
  ),
  fc.oneof(
    fc.integer().map(String),
    fc.nat(120).map(String),
    anyText,
    fc.constantFrom("tools", "newest", "USD"),
  ),
);

function expectContract(answer: Answered, success: number) {
  expect(answer.status, answer.text.slice(0, 500)).toBeLessThan(500);
  if (answer.status >= 400) return expectProblem(answer, answer.status);
  expect(answer.status).toBe(success);
  expect(answer.json).toHaveProperty("data");
}

test("no body that JSON can say breaks the contract", { timeout: TIME_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(whole, fc.boolean(), async (json, create) => {
      if (create) expectContract(await api("POST", "/api/products", { json }), 201);
      else expectContract(await api("PUT", `/api/products/${id}`, { json }), 200);
    }),
    { numRuns: CASES },
  );
});

const patch = fc.dictionary(
  fc.constantFrom(
    "name",
    "category",
    "slug",
    "sku",
    "summary",
    "priceCents",
    "currency",
    "tiers",
    "published",
  ),
  fc.oneof(fc.constant(null), anyText, fc.integer(), fc.boolean(), fc.array(tier, { maxLength: 2 })),
);

test("no patch breaks the contract", { timeout: TIME_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(patch, fc.jsonValue()), async (json) =>
      expectContract(await api("PATCH", `/api/products/${id}`, { json }), 200),
    ),
    { numRuns: CASES },
  );
});

test("no query breaks the contract", { timeout: TIME_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(parameter, { maxLength: 4 }), async (parameters) => {
      const query = parameters.map((pair) => pair.map(encode).join("=")).join("&");
      expectContract(await api("GET", `/api/products?${query}`), 200);
      expectContract(await api("GET", `/api/products/${id}/reviews?${query}`), 200);
    }),
    { numRuns: CASES },
  );
});

test("no address breaks the contract", { timeout: TIME_MS }, async () => {
  const methods = fc.constantFrom("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
  await fc.assert(
    fc.asyncProperty(methods, fc.array(anyText, { maxLength: 3 }), async (method, parts) => {
      const answer = await api(method, `/api/products/${parts.map(encode).join("/")}`, {
        json: method === "GET" || method === "HEAD" ? undefined : {},
      });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400 && method !== "HEAD") expectProblem(answer, answer.status);
    }),
    { numRuns: CASES },
  );
});

/** Lone surrogates, which an address cannot hold, become the mark for them. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed());
