import { db } from "~/db/client.server";
import { type Rewrite, rewriteProducts } from "~/db/rewrite-products.server";
import { trashedSkus } from "~/db/trashed-skus.server";
import { isUniqueViolation } from "~/db/violations";
import { change, record } from "~/models/outbox/change.server";
import { freeSlug, searchTextOf, toldOf } from "~/models/product/authoring.server";
import { kept } from "~/models/product/select";
import { slugOf } from "~/models/product/slug";
import type { Outcome } from "./outcome";
import type { ImportRow } from "./row";

/** A row that fits, in a category that exists. */
export type GoodRow = { line: number; row: ImportRow; categoryId: string };

const TRIES = 3;
const IN_TRASH = "this sku is in the trash: restore it there, or import it again once it is purged";

const matched = {
  id: true,
  sku: true,
  slug: true,
  name: true,
  summary: true,
  release: true,
  categoryId: true,
  priceCents: true,
  currency: true,
  monthlyDownloads: true,
  published: true,
  version: true,
} as const;
type Existing = NonNullable<Awaited<ReturnType<typeof findExisting>>[number]>;

/** What writing these rows would do. */
export async function compareBatch(rows: readonly GoodRow[]): Promise<Outcome[]> {
  return (await match(rows)).map(({ outcome }) => outcome);
}

/** Writes the rows and their events in one change. Rows that say what the shop has already are left alone. */
export async function writeBatch(rows: readonly GoodRow[], by: { actor: string | null }): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change(async () => {
        const matches = await match(rows);
        await create(
          matches.filter(({ outcome }) => outcome.result === "created").map(({ good }) => good),
          by,
        );
        await update(
          matches.flatMap((one) =>
            one.outcome.result === "updated" && one.existing ? [one as Changed] : [],
          ),
          by,
        );
        return matches.map(({ outcome }) => outcome);
      });
    } catch (error) {
      // Somebody else wrote one of these products meanwhile: look again at what there is.
      if (attempt === TRIES || !(error instanceof Overtaken || isUniqueViolation(error))) throw error;
    }
  }
}

class Overtaken extends Error {}

type Match = { good: GoodRow; existing?: Existing; outcome: Outcome };
type Changed = Match & { existing: Existing };

async function match(rows: readonly GoodRow[]): Promise<Match[]> {
  const skus = rows.map(({ row }) => row.sku);
  const bySku = new Map((await findExisting(skus)).map((product) => [product.sku, product]));
  const trashed = await trashedSkus(skus.filter((sku) => !bySku.has(sku)));
  return rows.map((good) => {
    const existing = bySku.get(good.row.sku);
    const refused = !existing && trashed.has(good.row.sku);
    const result = refused ? "refused" : resultOf(good, existing);
    const { sku, name } = good.row;
    return {
      good,
      existing,
      outcome: { line: good.line, sku, name, result, reasons: refused ? [IN_TRASH] : [] },
    };
  });
}

function findExisting(skus: readonly string[]) {
  return db.product.findMany({
    where: { ...kept, sku: { in: [...skus] } },
    select: matched,
    take: skus.length,
  });
}

function resultOf({ row, categoryId }: GoodRow, existing?: Existing) {
  if (!existing) return "created";
  const same =
    existing.published &&
    existing.categoryId === categoryId &&
    existing.monthlyDownloads === (row.monthlyDownloads === null ? null : BigInt(row.monthlyDownloads)) &&
    (["name", "summary", "release", "priceCents", "currency"] as const).every(
      (key) => existing[key] === row[key],
    );
  return same ? "unchanged" : "updated";
}

async function create(rows: readonly GoodRow[], { actor }: { actor: string | null }) {
  if (rows.length === 0) return;
  const slugs = await freeSlugs(rows.map(({ row }) => slugOf(row.name)));
  const publishedAt = new Date();
  const made = await db.product.createManyAndReturn({
    data: rows.map(({ row: { category: _slug, ...row }, categoryId }, index) => ({
      ...row,
      categoryId,
      slug: slugs[index] ?? "",
      searchText: searchTextOf(row),
      published: true,
      publishedAt,
      releasedAt: row.release === null ? null : publishedAt,
    })),
    select: { id: true, name: true, slug: true, version: true },
  });
  for (const product of made) {
    record({ type: "product.created", subject: product.id, actor, data: toldOf(product) });
    record({ type: "product.published", subject: product.id, actor, data: toldOf(product) });
  }
}

/** Free addresses for rows that are written together, so that no two get the same. */
async function freeSlugs(wanted: readonly string[]) {
  const rows = await db.product.findMany({
    where: { slug: { in: [...wanted] } },
    select: { slug: true },
    take: wanted.length,
  });
  const taken = new Set(rows.map(({ slug }) => slug));
  const slugs: string[] = [];
  for (const word of wanted) {
    const slug = taken.has(word) ? await freeSlug(word, taken) : word;
    taken.add(slug);
    slugs.push(slug);
  }
  return slugs;
}

async function update(changes: readonly Changed[], { actor }: { actor: string | null }) {
  if (changes.length === 0) return;
  const rewrites = changes.map(({ existing: { id, version }, good: { row, categoryId } }): Rewrite => {
    const { sku: _sku, category: _slug, ...told } = row;
    return { ...told, id, version, categoryId, searchText: searchTextOf(row) };
  });
  if ((await rewriteProducts(rewrites)) < rewrites.length) throw new Overtaken();
  for (const { existing, good } of changes) {
    const data = toldOf({ name: good.row.name, slug: existing.slug, version: existing.version + 1 });
    record({ type: "product.updated", subject: existing.id, actor, data });
    if (!existing.published) record({ type: "product.published", subject: existing.id, actor, data });
  }
}
