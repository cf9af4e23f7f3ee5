import path from "node:path";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, dialect, transaction } from "~/db/client.server";
import { deleteDue } from "~/db/due.server";
import { Failure } from "~/models/failure";
import { type GoodRow, writeBatch } from "~/models/import/batch.server";
import { archiveProduct, restoreProduct } from "~/models/product/archival.server";
import { countProducts } from "~/models/product/catalogue.server";
import { replaceProduct } from "~/models/product/editing.server";
import { ProductInput } from "~/models/product/input";
import { publishProduct, unpublishProduct } from "~/models/product/publication.server";
import { CatalogueQuery } from "~/models/product/query";
import { takeStock } from "~/models/product/shelf.server";
import { loadSampleShop } from "~/models/sample/loading.server";
import { removeSample } from "~/models/sample/removal.server";
import { createCategory, createProduct } from "../../factories/shop";

const by = { actor: "test" };
const slugs = ["tools", "maps", "music"];
const categories: { id: string; slug: string }[] = [];

beforeAll(async () => {
  for (const slug of slugs) categories.push(await createCategory({ slug }));
});

beforeEach(async () => {
  await db.product.deleteMany();
});

async function counted() {
  const counts = await db.shelfCount.findMany();
  const sums = new Map<string, number>();
  for (const { categoryId, currency, value } of counts) {
    const name = `${categoryId || "all"} ${currency}`;
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return Object.fromEntries([...sums].filter(([, value]) => value !== 0).sort());
}

async function there() {
  const products = await db.product.findMany({ where: { published: true, deletedAt: null } });
  const sums = new Map<string, number>();
  for (const { categoryId, currency } of products) {
    for (const name of [`all ${currency}`, `${categoryId} ${currency}`])
      sums.set(name, (sums.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...sums].sort());
}

const steps = {
  create: (n: number) =>
    createProduct({ category: slugs[n % 3], published: n % 4 > 0, currency: n % 5 ? "USD" : "EUR" }),
  replace: (n: number) =>
    withOne(n, { deletedAt: null }, ({ id }) =>
      replaceProduct(
        {
          id,
          input: ProductInput.parse({
            name: `Again ${n}`,
            category: slugs[n % 3],
            currency: n % 2 ? "USD" : "EUR",
            published: n % 3 > 0,
          }),
        },
        by,
      ),
    ),
  publish: (n: number) => withOne(n, { deletedAt: null }, (one) => publishProduct(one, by)),
  unpublish: (n: number) => withOne(n, { deletedAt: null }, (one) => unpublishProduct(one, by)),
  archive: (n: number) => withOne(n, { deletedAt: null }, (one) => archiveProduct(one, by)),
  restore: (n: number) => withOne(n, { deletedAt: { not: null } }, ({ id }) => restoreProduct({ id }, by)),
  purge: (n: number) =>
    withOne(n, { deletedAt: { not: null } }, ({ id }) =>
      deleteDue("Product", { until: new Date(), ids: [id] }),
    ),
  import: (n: number) =>
    writeBatch(
      [0, 1, 2].map((line) => rowOf(line, n)),
      by,
    ),
  moveAll: (n: number) =>
    db.product.updateMany({
      where: { categoryId: categories[n % 3]?.id },
      data: { categoryId: categories[(n + 1) % 3]?.id },
    }),
  undo: (n: number) =>
    transaction(async () => {
      await createProduct({ category: slugs[n % 3] });
      throw new Failure("conflict", "Undone");
    }),
  importAgain: (n: number) =>
    writeBatch(
      [0, 1].map((line) => rowOf(line, n + 1)),
      by,
    ),
};

async function withOne(
  n: number,
  where: { deletedAt?: null | { not: null } },
  act: (one: { id: string; version: number }) => Promise<unknown>,
) {
  const some = await db.product.findMany({
    where,
    select: { id: true, version: true },
    orderBy: { id: "asc" },
  });
  const one = some[n % Math.max(some.length, 1)];
  if (one) await act(one);
}

function rowOf(line: number, n: number): GoodRow {
  const row = {
    sku: `sku-${(n + line) % 6}`,
    name: `Row ${n}`,
    summary: "",
    release: null,
    category: "",
    priceCents: n,
    currency: n % 2 ? "USD" : "EUR",
    monthlyDownloads: null,
  };
  return { line, row, categoryId: categories[(n + line) % 3]?.id ?? "" };
}

const step = fc.tuple(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), fc.nat(50));

test("the shelf is counted right whatever is done to it, one after the other or all at once", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.boolean(), async (sequence, atOnce) => {
      const run = async ([name, n]: (typeof sequence)[number]) => {
        await steps[name](n).catch((error) => {
          if (!(error instanceof Failure)) throw error;
        });
      };
      if (atOnce) await Promise.all(sequence.map(run));
      else for (const one of sequence) await run(one);
      expect(await counted()).toEqual(await there());
    }),
    { numRuns: 25 },
  );
});

test("the sample shop is counted when it comes and when it goes", async () => {
  await db.category.deleteMany();
  await loadSampleShop(path.resolve(import.meta.dirname, "../../../prisma/sample"));
  expect(await counted()).toEqual(await there());
  expect((await takeStock()).total).toBe(await countProducts(CatalogueQuery.parse({})));

  await removeSample(by);
  expect(await counted()).toEqual({});
});

test.runIf(dialect === "sqlite")("the orders people ask for most need no sorting", async () => {
  const plan = async (clause: string) =>
    JSON.stringify(
      await db.$queryRawUnsafe(
        `EXPLAIN QUERY PLAN SELECT "id" FROM "Product" p WHERE p."published" AND p."deletedAt" IS NULL ${clause} LIMIT 20`,
      ),
    );

  const clauses = {
    newest: `ORDER BY p."createdAt" DESC, p."id" DESC`,
    category: `AND p."categoryId" = (SELECT "id" FROM "Category" WHERE "slug" = 'x') ORDER BY p."createdAt" DESC, p."id" DESC`,
    price: `ORDER BY p."priceCents", p."id"`,
    name: `ORDER BY p."searchText", p."id"`,
    updated: `ORDER BY p."updatedAt" DESC, p."id" DESC`,
  };
  for (const [name, clause] of Object.entries(clauses)) {
    expect(await plan(clause)).toContain(`Product_shelf_${name}_idx`);
    expect(await plan(clause)).not.toContain("TEMP B-TREE");
  }
});
