import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { readCategories } from "~/models/import/categories.server";
import { importProducts } from "~/models/import/import.server";
import type { Outcome } from "~/models/import/outcome";
import { archiveProduct } from "~/models/product/archival.server";
import { createCategory, createProduct } from "../../factories/shop";

const fixtures = path.resolve(import.meta.dirname, "../../fixtures");
const HEADER = "sku,name,summary,version,category,price_cents,currency,downloads_a_month";
let files = 0;

beforeEach(async () => {
  await db.product.deleteMany();
  await db.category.deleteMany();
  await createCategory({ slug: "testing", name: "Testing" });
});

function csv(text: string | Buffer) {
  const file = path.join(process.env.DATA_DIR ?? "", `import-${++files}.csv`);
  writeFileSync(file, text);
  return file;
}

const rowsOf = (...rows: string[]) => csv([HEADER, ...rows, ""].join("\n"));

async function run(
  file: string,
  options: { dryRun?: boolean; newCategories?: { slug: string; name: string }[] } = {},
) {
  const outcomes: Outcome[] = [];
  const onOutcomes = (some: readonly Outcome[]) => outcomes.push(...some);
  const summary = await importProducts({ file, dryRun: false, ...options }, { actor: null, onOutcomes });
  return { summary, outcomes };
}

const lastEvent = async () => (await db.counter.findUnique({ where: { name: "event" } }))?.value ?? 0;

test("the broken catalogue has exactly the outcomes it expects, line by line", async () => {
  const file = path.join(fixtures, "catalogue-broken.csv");
  const lines = readFileSync(file, "utf8").split(/\r?\n/).slice(1, -1);
  const expected = lines.map((text, index) => ({
    line: index + 2,
    expect: text === "short,row" ? "2 columns where the first line has 9" : text.split(",").at(-1),
  }));

  const { outcomes, summary } = await run(file);

  expect(outcomes).toHaveLength(expected.length);
  for (const [index, { line, expect: wanted }] of expected.entries()) {
    const { line: told, result, reasons } = outcomes[index] as Outcome;
    expect(told).toBe(line);
    if (wanted === "ok") expect(reasons, `line ${line}`).toEqual([]);
    else expect(reasons, `line ${line}`).toEqual([expect.stringContaining(wanted ?? "")]);
    expect(result, `line ${line}`).toBe(wanted === "ok" ? "created" : "refused");
  }
  expect(summary).toMatchObject({ rows: 19, created: 6, updated: 0, unchanged: 0, refused: 13 });
  expect(await db.product.count()).toBe(6);
  expect(await db.product.findUnique({ where: { sku: "formula" } })).toMatchObject({
    name: '=HYPERLINK("x")',
  });
  expect(await db.product.findUnique({ where: { sku: "../../etc/passwd" } })).toMatchObject({ slug: "path" });
  expect(await db.product.findUnique({ where: { sku: "unicode" } })).toMatchObject({
    name: "Ünïcødé 漢字 🚀",
  });
  expect(await db.product.findUnique({ where: { sku: "ok-1" } })).toMatchObject({
    name: "Good One",
    release: "1.0.0",
    version: 1,
    priceCents: 900,
    monthlyDownloads: 10n,
    published: true,
  });
});

test("the whole catalogue comes in, each product with its events, and a second time nothing happens", async () => {
  const file = path.join(fixtures, "catalogue.csv");
  const newCategories = await readCategories(path.join(fixtures, "categories.csv"));
  const before = await lastEvent();
  const idle = process.cpuUsage();

  const { summary } = await run(file, { newCategories });

  expect(process.cpuUsage(idle).user / 1e6).toBeLessThan(20);
  expect(summary).toMatchObject({ rows: 2160, created: 2160, refused: 0 });
  expect(summary.newCategories).toHaveLength(11);
  expect(await db.product.count({ where: { published: true, category: { slug: "testing" } } })).toBe(180);
  const told = await lastEvent();
  expect(told - before).toBe(11 + 2160 * 2 + 1);
  const largest = await db.product.findUnique({ where: { sku: "ansi-styles" } });
  expect(largest).toMatchObject({ monthlyDownloads: 2165311120n, release: "7.0.0" });

  const again = await run(file, { newCategories });

  expect(again.summary).toMatchObject({ created: 0, updated: 0, unchanged: 2160, newCategories: [] });
  expect(await lastEvent()).toBe(told);
  expect(await db.product.count({ where: { version: { gt: 1 } } })).toBe(0);
}, 60_000);

test("a changed row updates its product and nothing beside it", async () => {
  await run(rowsOf("a,Alpha,First.,1.0,testing,100,USD,5", "b,Beta,Second.,1.0,testing,200,USD,"));
  const before = await db.product.findUniqueOrThrow({ where: { sku: "a" } });
  await db.priceTier.create({ data: { productId: before.id, name: "Studio", priceCents: 900 } });
  const seq = await lastEvent();

  const { summary } = await run(
    rowsOf("a,Alpha,First.,1.1,testing,150,EUR,6", "b,Beta,Second.,1.0,testing,200,USD,"),
  );

  expect(summary).toMatchObject({ updated: 1, unchanged: 1 });
  const after = await db.product.findUniqueOrThrow({ where: { sku: "a" }, include: { tiers: true } });
  expect(after).toMatchObject({
    id: before.id,
    slug: before.slug,
    release: "1.1",
    priceCents: 150,
    currency: "EUR",
    monthlyDownloads: 6n,
    version: 2,
    publishedAt: before.publishedAt,
    createdAt: before.createdAt,
  });
  expect(after.releasedAt?.getTime()).toBeGreaterThan(
    before.releasedAt?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  expect(after.tiers).toHaveLength(1);
  const events = await db.event.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: "asc" } });
  expect(events.map(({ type, subject }) => [type, subject])).toEqual([
    ["product.updated", before.id],
    ["import.finished", "import"],
  ]);
});

test("a draft that the file names is published", async () => {
  const draft = await createProduct({ sku: "draft", name: "Draft", category: "testing", published: false });

  await run(rowsOf("draft,Draft,Now out.,,testing,0,USD,"));

  const product = await db.product.findUniqueOrThrow({ where: { id: draft.id } });
  expect(product).toMatchObject({
    published: true,
    summary: "Now out.",
    release: null,
    monthlyDownloads: null,
  });
  expect(product.publishedAt).toBeInstanceOf(Date);
  expect(await db.event.count({ where: { subject: draft.id, type: "product.published" } })).toBe(1);
});

test("a dry run tells the same and changes nothing", async () => {
  const seq = await lastEvent();
  const file = rowsOf("a,Alpha,,,testing,100,USD,", "b,Beta,,,new-one,100,USD,", "c,,,,testing,1,USD,");

  const { summary, outcomes } = await run(file, {
    dryRun: true,
    newCategories: [{ slug: "new-one", name: "New one" }],
  });

  expect(outcomes.map(({ result }) => result)).toEqual(["created", "created", "refused"]);
  expect(summary).toMatchObject({ created: 2, refused: 1, newCategories: ["new-one"] });
  expect(await db.product.count()).toBe(0);
  expect(await db.category.count()).toBe(1);
  expect(await lastEvent()).toBe(seq);
});

test("what lies in the trash is not brought back by an import", async () => {
  await run(rowsOf("a_%,Alpha,,,testing,100,USD,"));
  const { id } = await db.product.findUniqueOrThrow({ where: { sku: "a_%" } });
  await archiveProduct({ id }, { actor: "owner" });

  const { outcomes } = await run(rowsOf("a_%,Alpha,,,testing,100,USD,", "a__,Other,,,testing,100,USD,"));

  expect(outcomes).toMatchObject([
    { line: 2, result: "refused", reasons: [expect.stringContaining("trash")] },
    { line: 3, result: "created" },
  ]);
});

test("products with the same name get addresses of their own", async () => {
  await createProduct({ name: "Twin", category: "testing" });

  await run(rowsOf("a,Twin,,,testing,1,USD,", "b,Twin,,,testing,1,USD,", "c,New,,,testing,1,USD,"));

  const slugs = await db.product.findMany({ where: { sku: { not: null } }, orderBy: { sku: "asc" } });
  expect(slugs.map(({ slug }) => slug)).toEqual(["twin-2", "twin-3", "new-product"]);
});

test("spreadsheets' ways of writing are understood: byte order mark, line ends, quotes, blank lines, columns in another order", async () => {
  const text =
    '\ufeffname,SKU,price_cents,currency,category,version,summary,downloads_a_month,note\r\n"Say ""hi""",q,1,USD,testing,,"a, b",,x\r\n\r\nTail,t,1,USD,testing,,,,\n,broken,1,USD,testing,,,,';

  const { outcomes } = await run(csv(text));

  expect(outcomes).toMatchObject([
    { line: 2, result: "created", name: 'Say "hi"' },
    { line: 4, result: "created" },
    { line: 5, result: "refused", reasons: ["name required"] },
  ]);
});

test("a row is told by the line it begins on, also behind cells of several lines", async () => {
  const { outcomes } = await run(
    rowsOf(
      'a,"Al\npha",,,testing,1,USD,',
      "b,Beta,,,testing,1,USD,",
      'c,"never closed,,testing,1,USD,',
      "d,Delta,,,testing,1,USD,",
    ),
  );

  expect(outcomes).toMatchObject([
    { line: 2, result: "refused", reasons: ["name: keep it on one line"] },
    { line: 4, result: "created" },
    { line: 5, result: "refused", reasons: ["a quote is opened and never closed"] },
  ]);
});

test("every reason of a bad row is told", async () => {
  const { outcomes } = await run(rowsOf(",,,,testing,x,usd,-1"));

  expect(outcomes[0]?.reasons).toEqual([
    "sku required",
    "name required",
    "price_cents must be a whole number",
    "currency: use a currency code such as USD",
    "downloads_a_month must be 0 or more",
  ]);
});

test("hostile cells are refused one by one and quickly", async () => {
  const million = "x".repeat(1_000_000);
  const idle = process.cpuUsage();

  const { outcomes } = await run(
    rowsOf(
      `a,${million},,,testing,1,USD,`,
      `${million},A,,,testing,1,USD,`,
      `b,B,,,${million},1,USD,`,
      `c,C,,,testing,${"9".repeat(1_000_000)},USD,`,
      "__proto__,Proto,,,testing,1,USD,",
      "d,D,,,__proto__,1,USD,",
      "e,E,,,testing,1e3,USD,",
      "f,F,,,testing,0x10,USD,",
      "g,G,,,testing,1,USD,1.5",
      "h,H~I,,,testing,1,USD,99999999999999999999",
      "i~j,I,,,testing,1,USD,",
      "k,K,,,testing,100000001,USD,",
    ),
  );

  expect(process.cpuUsage(idle).user / 1e6).toBeLessThan(3);
  expect(outcomes.map(({ reasons }) => reasons[0] ?? "ok")).toEqual([
    "name too long: use at most 120 characters",
    "sku too long: use at most 80 characters",
    "category too long: use at most 80 characters",
    "price_cents too large",
    "ok",
    "unknown category __proto__",
    "price_cents must be a whole number",
    "price_cents must be a whole number",
    "downloads_a_month must be a whole number",
    "downloads_a_month too large",
    "sku: leave out the ~",
    "price_cents too large",
  ]);
});

test("a file that does not fit as a whole is refused before anything is changed", async () => {
  const good = `${HEADER}\na,Alpha,,,testing,1,USD,\n`;
  const files: [string | Buffer, RegExp][] = [
    ["", /empty/],
    ["sku,name\na,b\n", /lacks the column summary, version/],
    [`${HEADER},sku\n`, /column sku twice/],
    [Buffer.concat([Buffer.from(good.repeat(500)), Buffer.from([0xe9, 0x0a])]), /not UTF-8/],
    [Buffer.from(`\ufeff${good}`, "utf16le"), /not UTF-8/],
    [Buffer.from([0x50, 0x4b, 3, 4, 0xff]), /not UTF-8/],
  ];
  for (const [content, message] of files) {
    await expect(run(csv(content))).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(message),
    });
  }
  await expect(run("/nowhere/x.csv")).rejects.toMatchObject({ code: "invalid" });
  await expect(run("/tmp")).rejects.toMatchObject({ code: "invalid" });
  expect(await db.product.count()).toBe(0);
});

test("two imports of one file at the same time make each product once", async () => {
  const file = rowsOf(
    ...Array.from({ length: 450 }, (_, index) => `s${index},Name ${index % 7},,,testing,1,USD,`),
  );

  const results = await Promise.all([run(file), run(file)]);

  expect(results[0].summary.created + results[1].summary.created).toBe(450);
  expect(results.map(({ summary }) => summary.refused)).toEqual([0, 0]);
  expect(await db.product.count()).toBe(450);
});
