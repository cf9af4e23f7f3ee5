import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { formatCursor } from "~/models/list/cursor";
import { CatalogueQuery, productGrammar } from "~/models/product/query";
import { createCategory } from "../factories/shop";
import { expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

type List = { data: { id: string }[]; pagination: { next: string | null; total?: number } };

const CASES = process.env.TEST_LONG === "on" ? 3_000 : 250;

let api: ReturnType<typeof program>;
let categoryId: string;

beforeAll(async () => {
  categoryId = (await createCategory({ slug: "tools" })).id;
  api = program(await startServer());
});

beforeEach(async () => {
  await db.product.deleteMany();
});

let made = 0;

async function fill(count: number, createdAt: (n: number) => Date) {
  const data = Array.from({ length: count }, (_, n) => {
    const slug = `made-${++made}`;
    const name = `Made ${made % 7}`;
    const priceCents = (made * 37) % 1_000;
    return {
      slug,
      name,
      searchText: name.toLowerCase(),
      priceCents,
      categoryId,
      published: true,
      createdAt: createdAt(n),
    };
  });
  const rows = await db.product.createManyAndReturn({ data, select: { id: true } });
  return rows.map(({ id }) => id);
}

test.each(["", "filter[category]=tools&", "filter[priceCents][gte]=100&", "sort=name&"])(
  "a walk by cursor (%s) sees nothing twice and misses nothing that stayed, while a thousand products come and go",
  { timeout: 120_000 },
  async (question) => {
    const start = Date.UTC(2026, 0, 1);
    const before = await fill(500, (n) => new Date(start + Math.floor(n / 3) * 1_000));
    const wanted = await db.product.findMany({
      where: question.includes("price") ? { priceCents: { gte: 100 } } : {},
      select: { id: true },
    });
    const gone = new Set<string>();
    const came: string[] = [];
    const seen: string[] = [];

    let next: string | null = "";
    for (let step = 0; next !== null; step++) {
      const { data, pagination } = (
        await api("GET", `/api/products?${question}limit=20${next && `&cursor=${next}`}`)
      ).json as unknown as List;
      seen.push(...data.map(({ id }) => id));
      next = pagination.next;
      if (step >= 20) continue;
      came.push(...(await fill(50, (n) => new Date(start + ((n * 7_919 + step * 31) % 250) * 1_000))));
      const [last] = data.slice(-1);
      const leaving = [
        ...before.slice(step * 10, step * 10 + 10),
        ...came.slice(step * 5, step * 5 + 10),
        last?.id ?? "",
      ];
      for (const id of leaving) gone.add(id);
      await db.product.deleteMany({ where: { id: { in: leaving } } });
    }

    expect(came).toHaveLength(1_000);
    expect(new Set(seen).size).toBe(seen.length);
    const stayed = wanted.map(({ id }) => id).filter((id) => !gone.has(id));
    expect(stayed.length).toBeGreaterThan(200);
    expect(stayed.filter((id) => !seen.includes(id))).toEqual([]);
  },
);

const { filters, fields } = productGrammar;
const names = [
  ..."page limit cursor total sort q include category currency minCents maxCents filter fields".split(" "),
  ...Object.keys(filters).flatMap((name) =>
    ["", "[gte]", "[gt]", "[lte]", "[lt]"].map((end) => `filter[${name}]${end}`),
  ),
  ...Object.keys(fields).map((name) => `fields[${name}]`),
];
const values = fc.oneof(
  fc.integer().map(String),
  fc.nat(120).map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.uuid(),
  fc
    .array(
      fc.constantFrom(
        "tools",
        "name",
        "-name",
        "rating",
        "-createdAt",
        "id",
        "USD",
        "tiers",
        "reviews",
        "true",
        "4.5",
        "",
      ),
      {
        maxLength: 3,
      },
    )
    .map(String),
  fc.constantFrom(
    "none",
    "1",
    "newest",
    "2026-01-01",
    "9999-12-31T23:59:59.999Z",
    "0001-01-01",
    "4294967296",
    "2147483648",
  ),
);

test("whatever a list is asked, it answers or says what is wrong", { timeout: 600_000 }, async () => {
  await fill(30, (n) => new Date(n * 1_000));
  const parameter = fc.tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() }),
    values,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(parameter, { maxLength: 4 }), async (parameters) => {
      const query = parameters
        .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join("="))
        .join("&");
      const answer = await api("GET", `/api/products?${query}`);
      if (answer.status !== 200) return expectProblem(answer, 400);
      const { data, pagination } = answer.json as unknown as List;
      expect(Array.isArray(data)).toBe(true);
      if (pagination.next === null) return;
      const onwards = new URLSearchParams(query);
      onwards.delete("page");
      onwards.set("cursor", pagination.next);
      expect((await api("GET", `/api/products?${onwards}`)).status).toBe(200);
    }),
    { numRuns: CASES },
  );
});

test("a cursor of somebody's own making gets an answer or a refusal", { timeout: 600_000 }, async () => {
  await fill(30, (n) => new Date(n * 1_000));
  const key = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.string({ unit: "binary" }),
    fc.constantFrom(0, -1, 2 ** 31, 2 ** 53, 253_402_300_799_999, "2026-01-01", "\u0000"),
  );
  const forged = fc.tuple(
    fc.constantFrom(...Object.keys(productGrammar.sorts)),
    fc.array(key, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(forged, async ([sort, keys, back]) => {
      const { question } = CatalogueQuery.parse({ sort });
      const cursor = formatCursor({ keys, back }, question ?? "");
      const answer = await api("GET", `/api/products?sort=${sort}&cursor=${cursor}`);
      if (answer.status !== 200) expectProblem(answer, 400);
    }),
    { numRuns: CASES },
  );
});
