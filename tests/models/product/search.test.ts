import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { archiveProduct } from "~/models/product/archival.server";
import { listProducts } from "~/models/product/catalogue.server";
import { CatalogueQuery } from "~/models/product/query";
import { createProduct } from "../../factories/shop";

beforeEach(async () => {
  await db.product.deleteMany();
});

async function search(q: string, more: Record<string, string> = {}) {
  const { rows, pagination } = await listProducts(CatalogueQuery.parse({ q, ...more }));
  expect(pagination.total).toBe(rows.length);
  return rows.map(({ name }) => name);
}

test("a name weighs more than a summary, and a summary more than a description that repeats itself", async () => {
  await createProduct({ name: "Mentioned", description: "ledger ".repeat(40) });
  await createProduct({ name: "Ledger" });
  await createProduct({ name: "Summed up", summary: "Keeps the ledger" });
  await createProduct({ name: "Something else" });

  expect(await search("ledger")).toEqual(["Ledger", "Summed up", "Mentioned"]);
  expect(await search("ledger", { sort: "-name" })).toEqual(["Summed up", "Mentioned", "Ledger"]);
});

test("of what fits alike the newest comes first, page after page", async () => {
  for (let n = 1; n <= 5; n++) await createProduct({ name: "Chart", sku: `C-${n}` });

  const pages = await Promise.all(
    ["1", "2", "3"].map((page) => listProducts(CatalogueQuery.parse({ q: "chart", limit: "2", page }))),
  );
  expect(pages.flatMap(({ rows }) => rows.map(({ sku }) => sku))).toEqual([
    "C-5",
    "C-4",
    "C-3",
    "C-2",
    "C-1",
  ]);
  expect(pages.map(({ pagination }) => pagination.total)).toEqual([5, 5, 5]);
  expect(pages[0]?.pagination.next).toBeNull();
});

test("the beginning of a word is enough, every word has to fit, and accents and case do not matter", async () => {
  await createProduct({ name: "Café Terminal", summary: "Für Kaffee" });
  await createProduct({ name: "Terminal Notes" });

  for (const q of [
    "cafe",
    "CAFÉ",
    "caf",
    "cafe\u0301",
    "fur",
    "für kaf",
    "terminal cafe",
    "  cafe--term! ",
  ]) {
    expect(await search(q), q).toEqual(["Café Terminal"]);
  }
  expect((await search("term")).sort()).toEqual(["Café Terminal", "Terminal Notes"]);
  expect(await search("cafe notes")).toEqual([]);
  expect(await search("erminal")).toEqual([]);
});

test("a mark between words is no word: without any word nothing is searched for", async () => {
  await createProduct({ name: "C++ in one page" });

  expect(await search("c++")).toEqual(["C++ in one page"]);
  expect(await search("%")).toEqual(["C++ in one page"]);
  expect(await search("one-page")).toEqual(["C++ in one page"]);
});

test("the words follow the product wherever it goes", async () => {
  const { id } = await createProduct({ name: "Heron" });
  await db.product.update({ where: { id }, data: { name: "Egret", description: "A bird" } });
  expect(await search("heron")).toEqual([]);
  expect(await search("egret bird")).toEqual(["Egret"]);

  if (dialect === "sqlite") await db.$executeRawUnsafe("VACUUM");
  await createProduct({ name: "Stork" });
  expect(await search("bird")).toEqual(["Egret"]);
  expect(await search("stork")).toEqual(["Stork"]);

  await archiveProduct({ id }, { actor: "test" });
  expect(await search("egret")).toEqual([]);
  await db.product.deleteMany({ where: { id } });
  await createProduct({ name: "Crane" });
  expect(await search("egret")).toEqual([]);
  expect(await search("crane")).toEqual(["Crane"]);
});

test("a search is narrowed like any list", async () => {
  await createProduct({ name: "Cheap lamp", priceCents: 100 });
  await createProduct({ name: "Dear lamp", priceCents: 900 });
  await createProduct({ name: "Lamp to come", published: false });

  expect(await search("lamp", { "filter[priceCents][gte]": "500" })).toEqual(["Dear lamp"]);
});

test("whatever is searched for, there is an answer", { timeout: 60_000 }, async () => {
  const texts = [
    "naïve",
    "日本語テキスト",
    "हिन्दी",
    "ﬁnder",
    "a'b\"c\\d",
    "x:*",
    "AND OR NOT NEAR",
    "½",
    "🦉 owl",
    "ß",
  ];
  for (const name of texts) await createProduct({ name });
  for (const name of texts.filter((one) => one !== "½")) expect(await search(name), name).toContain(name);

  const word = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(...texts, "'", '"', "*", ":*", "&", "|", "<->", "^", "NEAR("),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (words) => {
      const parsed = CatalogueQuery.safeParse({ q: words.join(" ").toWellFormed() });
      if (parsed.success) await listProducts(parsed.data);
    }),
    { numRuns: 300 },
  );
});
