import { writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { importProducts } from "~/models/import/import.server";
import { ProductBody } from "~/models/product/body";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

const COLUMNS = "sku,name,summary,version,category,price_cents,currency,downloads_a_month,published";
const MANY = 2_003;

let server: RunningServer;
let api: ReturnType<typeof program>;
let writer: ReturnType<typeof program>;

beforeAll(async () => {
  server = await startServer();
  api = program(server);
  writer = program(server, await keyHeaders("products:write"));
});

beforeEach(async () => {
  await db.product.deleteMany();
  await db.category.deleteMany();
  await createCategory({ slug: "tools", name: "Tools" });
});

/** So many that they take several batches, some of them created in the same millisecond. */
async function createMany(count = MANY) {
  const category = await db.category.findUniqueOrThrow({ where: { slug: "tools" } });
  const start = Date.UTC(2026, 0, 1);
  await db.product.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      name: `Tool ${n}`,
      slug: `tool-${n}`,
      sku: `T-${n}`,
      searchText: `tool ${n}`,
      categoryId: category.id,
      published: true,
      createdAt: new Date(start + Math.floor(n / 10)),
    })),
  });
}

const linesOf = (answer: { text: string }) => answer.text.split("\n").slice(0, -1);
const rowsOf = (answer: { text: string }) =>
  linesOf(answer).map((line) => JSON.parse(line) as Record<string, unknown>);

test("the export holds each product of the shelf once, newest first, as the list tells it, with its tiers", async () => {
  await createMany();
  const tiers = [
    { name: "One", priceCents: 1_900 },
    { name: "Team", priceCents: 9_900, checkoutUrl: "https://pay.example/team" },
  ];
  const whole = { category: "tools", name: "Ünïcode 🛠", sku: "U", release: "1.0", tiers };
  const { id: productId } = await createProduct(whole);
  for (const position of [1, 0]) {
    const image = {
      productId,
      file: `picture-${position}`,
      widths: "400,800",
      width: 800,
      height: 600,
      position,
    };
    await db.productImage.create({ data: image });
  }
  await createProduct({ category: "tools", name: "A draft", published: false });

  const answer = await api("GET", "/api/products.ndjson");

  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Type")).toBe("application/x-ndjson");
  expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="products.ndjson"');
  expect(answer.headers.get("ETag")).toBeNull();
  const rows = rowsOf(answer);
  expect(rows.length).toBe(MANY + 1);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(MANY + 1);
  const order = rows.map(({ createdAt, id }) => `${createdAt} ${id}`);
  expect(order).toEqual([...order].sort().reverse());

  const { json } = await api("GET", "/api/products?limit=100");
  const listed = json.data as Record<string, unknown>[];
  expect(rows.slice(0, 100).map(({ tiers: _tiers, ...told }) => told)).toEqual(listed);
  const detail = await api("GET", `/api/products/${rows[0]?.id}`);
  expect(rows[0]?.tiers).toEqual((detail.json.data as Record<string, unknown>).tiers);
});

test("sixty who export at once all get the whole of a shop that describes its products at length", async () => {
  await createMany(400);
  await db.product.updateMany({ data: { description: "x".repeat(8_000) } });

  const answers = await Promise.all(Array.from({ length: 60 }, () => server.fetch("/api/products.ndjson")));

  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect((await answer.text()).split("\n").length).toBe(401);
  }
});

test("each line of the export is a body that the API takes", async () => {
  await createProduct({ category: "tools", sku: "A", description: "One\n\nTwo", runsOn: "Linux" });
  const [row] = rowsOf(await api("GET", "/api/products.ndjson"));
  expect(ProductBody.parse(row)).toMatchObject({ sku: "A", category: "tools", description: "One\n\nTwo" });
});

test("the CSV has a header line, CRLF line ends, and quotes where they are needed", async () => {
  await createProduct({
    category: "tools",
    sku: "Q",
    name: 'The "good" one, really',
    summary: "Ümläut",
    release: "2.1",
    priceCents: 4_900,
    currency: "EUR",
  });
  const answer = await api("GET", "/api/products.csv");
  expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8; header=present");
  expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="products.csv"');
  expect(answer.text).toBe(`${COLUMNS}\r\nQ,"The ""good"" one, really",Ümläut,2.1,tools,4900,EUR,,true\r\n`);
});

test("an export of an empty shop is its header line, or nothing", async () => {
  expect((await api("GET", "/api/products.csv")).text).toBe(`${COLUMNS}\r\n`);
  expect((await api("GET", "/api/products.ndjson")).text).toBe("");
});

const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@x", '=HYPERLINK("http://x","y")', "'plain"];

test("no cell of the CSV starts a formula", async () => {
  for (const [n, name] of formulas.entries())
    await createProduct({ category: "tools", name, slug: `f-${n}`, sku: `-${n}`, summary: name });
  const { text: csv } = await api("GET", "/api/products.csv");
  for (const line of csv.split("\r\n").slice(1, -1)) expect(line).not.toMatch(/(?:^|,)"?[=+\-@\t\r]/);
});

test("what was exported comes back unchanged, formulas and all", async () => {
  for (const [n, name] of formulas.entries())
    await createProduct({ category: "tools", name, slug: `f-${n}`, sku: `-${n}`, summary: `${name}, “so”` });
  await createMany(600);
  const { text: csv } = await api("GET", "/api/products.csv");
  const file = `${process.env.DATA_DIR}/exported.csv`;
  await writeFile(file, csv);

  const again = await importProducts({ file, dryRun: true }, { actor: null });
  expect(again).toMatchObject({ unchanged: 608, created: 0, updated: 0, refused: 0 });

  const before = await db.product.findMany({ orderBy: { sku: "asc" }, select: told });
  await db.product.deleteMany();
  await importProducts({ file, dryRun: false }, { actor: null });
  expect(await db.product.findMany({ orderBy: { sku: "asc" }, select: told })).toEqual(before);
});
const told = { sku: true, name: true, summary: true, priceCents: true, currency: true, release: true };

test("drafts leave only for keys that may write products, and the trash never", async () => {
  await createProduct({ category: "tools", name: "On the shelf" });
  const draft = await createProduct({ category: "tools", name: "Draft", published: false });
  const gone = await createProduct({ category: "tools", name: "Gone", published: false });
  await writer("DELETE", `/api/products/${gone.id}`);
  const reader = program(server, await keyHeaders("products:read"));

  for (const file of ["products.csv", "products.ndjson"]) {
    for (const published of ["all", "false"]) {
      expectProblem(await api("GET", `/api/${file}?published=${published}`), 401);
      expectProblem(await reader("GET", `/api/${file}?published=${published}`), 403);
    }
  }
  const names = async (query: string) =>
    rowsOf(await writer("GET", `/api/products.ndjson${query}`)).map(({ name }) => name);
  expect(await names("")).toEqual(["On the shelf"]);
  expect(await names("?published=all")).toEqual([draft.name, "On the shelf"]);
  expect(await names("?published=false")).toEqual(["Draft"]);
});

test("an export can be of one category", async () => {
  await createProduct({ category: "tools", name: "Wanted" });
  await createProduct({ name: "Unwanted" });
  const rows = rowsOf(await api("GET", "/api/products.ndjson?category=tools"));
  expect(rows.map(({ name }) => name)).toEqual(["Wanted"]);
  expect(rowsOf(await api("GET", "/api/products.ndjson?category=nowhere"))).toEqual([]);
});

test.each([
  "page=1",
  "published=yes",
  "published=all&published=all",
  "category=%00",
  "category=a&category=b",
  `category=${"x".repeat(400)}`,
  "__proto__=1",
])("an export refuses ?%s", async (query) => {
  expectProblem(await writer("GET", `/api/products.csv?${query}`), 400);
});

test("HEAD tells what GET would bring, and makes nothing", async () => {
  const answer = await api("HEAD", "/api/products.csv");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Type")).toMatch(/^text\/csv/);
  expect(answer.text).toBe("");
  expectProblem(await api("POST", "/api/products.csv"), 405);
});

test("a product that stays is in the export once, whatever comes and goes meanwhile", async () => {
  await createMany();
  const response = await server.fetch("/api/products.ndjson");
  const category = await db.category.findUniqueOrThrow({ where: { slug: "tools" } });
  for (let n = 0; n < 40; n++) {
    const data = {
      name: "New",
      slug: `new-${n}`,
      searchText: "new",
      categoryId: category.id,
      published: true,
    };
    await db.product.create({ data });
    await db.product.delete({ where: { slug: `tool-${n * 50}` } });
  }
  const rows = rowsOf({ text: await response.text() });
  const seen = rows.map(({ slug }) => slug);
  expect(new Set(seen).size).toBe(seen.length);
  const stayed = Array.from({ length: MANY }, (_, n) => n).filter((n) => n % 50 !== 0 || n >= 2_000);
  expect(stayed.filter((n) => !seen.includes(`tool-${n}`))).toEqual([]);
});

test("an export that fails in the middle breaks off: what ends well is whole", async () => {
  await createMany(2_500);
  await db.product.updateMany({ data: { description: "x".repeat(5_000) } });
  const broken = new Promise<string>((resolve, reject) => {
    httpRequest(`${server.origin}/api/products.ndjson`, (response) => {
      expect(response.statusCode).toBe(200);
      response.once("readable", async () => {
        // Nobody takes in more than fits on the way, so the rest is still to be read when the table is gone.
        await db.$executeRawUnsafe('ALTER TABLE "PriceTier" RENAME TO "Elsewhere"');
        text(response).then(reject, (error) => resolve(error.code));
      });
    }).end();
  });
  try {
    expect(await broken).toBe("ECONNRESET");
  } finally {
    await db.$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "PriceTier"');
  }
});

test("whoever leaves in the middle ends the export, and the shop goes on", async () => {
  await createMany(2_500);
  await db.product.updateMany({ data: { description: "x".repeat(5_000) } });
  const leaving = new AbortController();
  const response = await server.fetch("/api/products.ndjson", { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  expect((await api("GET", "/api/products")).status).toBe(200);
  await server.stop();
  await server.start();
});
