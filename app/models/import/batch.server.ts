import { db, transaction } from "~/db/client.server";
import { rewriteProducts } from "~/db/rewrite-products.server";
import { trashedSkus } from "~/db/trashed-skus.server";
import { isUniqueViolation } from "~/db/violations";
import { change, record } from "~/models/outbox/change.server";
import { freeSlug, releaseTold, searchTextOf, toldOf } from "~/models/product/authoring.server";
import { kept } from "~/models/product/select";
import { slugOf } from "~/models/product/slug";
import { type Existing, existingSelect, isSame, sameTiers, wantedOf } from "./comparison";
import type { Outcome } from "./outcome";
import type { ImportRow } from "./row";

/** A row that fits, in a category that exists. */
export type GoodRow = { line: number; row: ImportRow; categoryId: string };

/** Runs with the rows' fate, in one transaction with it. */
type Keep = (outcomes: readonly Outcome[]) => Promise<void>;

const TRIES = 10;
const IN_TRASH = "this sku is in the trash: restore it there, or import it again once it is purged";
const SLUG_TAKEN = "slug: another product has this address";

/** What writing these rows would do. */
export async function compareBatch(rows: readonly GoodRow[], keep?: Keep): Promise<Outcome[]> {
  const compare = async () => (await match(rows)).map(({ outcome }) => outcome);
  if (!keep) return compare();
  return transaction(async () => {
    const outcomes = await compare();
    await keep(outcomes);
    return outcomes;
  });
}

/** Writes the rows and their events in one change. Rows that say what the shop has already are left alone. */
export async function writeBatch(
  rows: readonly GoodRow[],
  { actor, keep }: { actor: string | null; keep?: Keep },
): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change(async () => {
        const matches = await match(rows);
        await create(
          matches.filter(({ outcome }) => outcome.result === "created"),
          actor,
        );
        await update(
          matches.filter((one): one is Changed => one.outcome.result === "updated"),
          actor,
        );
        const outcomes = matches.map(({ outcome }) => outcome);
        await keep?.(outcomes);
        return outcomes;
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
  const holders = await findHolders(rows.flatMap(({ row }) => row.slug ?? []));
  return rows.map((good) => {
    const existing = bySku.get(good.row.sku);
    const { sku, name, slug } = good.row;
    const reasons: string[] = [];
    if (!existing && trashed.has(sku)) reasons.push(IN_TRASH);
    if (slug !== undefined) {
      const holder = holders.get(slug);
      if (holder !== undefined && holder !== existing?.id) reasons.push(SLUG_TAKEN);
      else holders.set(slug, existing?.id ?? `line ${good.line}`);
    }
    const result = reasons.length > 0 ? "refused" : resultOf(good, existing);
    const outcome: Outcome = { line: good.line, id: existing?.id ?? null, sku, name, result, reasons };
    return { good, existing, outcome };
  });
}

function findExisting(skus: readonly string[]) {
  return db.product.findMany({
    where: { ...kept, sku: { in: [...skus] } },
    select: existingSelect,
    take: skus.length,
  });
}

/** Which product has each of these addresses. */
async function findHolders(slugs: readonly string[]) {
  if (slugs.length === 0) return new Map<string, string>();
  const rows = await db.product.findMany({
    where: { slug: { in: [...slugs] } },
    select: { id: true, slug: true },
    take: slugs.length,
  });
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

function resultOf(good: GoodRow, existing?: Existing) {
  if (!existing) return "created";
  return isSame(existing, good) ? "unchanged" : "updated";
}

async function create(matches: readonly Match[], actor: string | null) {
  if (matches.length === 0) return;
  const slugs = await freeSlugs(matches.map(({ good }) => good.row));
  const now = new Date();
  const made = await db.product.createManyAndReturn({
    data: matches.map(({ good: { row, categoryId } }, index) => {
      const { category: _slug, tiers: _tiers, slug: _wanted, published = false, ...fields } = row;
      return {
        ...fields,
        categoryId,
        slug: slugs[index] ?? "",
        searchText: searchTextOf(row),
        published,
        publishedAt: published ? now : null,
        releasedAt: row.release ? now : null,
      };
    }),
    select: { id: true, sku: true, name: true, slug: true, version: true, published: true },
  });
  const bySku = new Map(made.map((product) => [product.sku, product]));
  for (const { good, outcome } of matches) outcome.id = bySku.get(good.row.sku)?.id ?? null;
  await writeTiers(matches);
  for (const product of made) {
    record({ type: "product.created", subject: product.id, actor, data: toldOf(product) });
    if (product.published)
      record({ type: "product.published", subject: product.id, actor, data: toldOf(product) });
  }
}

/** The addresses that rows ask for, and free ones for the others, so that no two get the same. */
async function freeSlugs(rows: readonly ImportRow[]) {
  const wanted = rows.map(({ slug, name }) => slug ?? slugOf(name));
  const taken = new Set((await findHolders(wanted)).keys());
  for (const { slug } of rows) if (slug !== undefined) taken.add(slug);
  const slugs: string[] = [];
  for (const [index, word] of wanted.entries()) {
    const asked = rows[index]?.slug !== undefined;
    const slug = !asked && taken.has(word) ? await freeSlug(word, taken) : word;
    taken.add(slug);
    slugs.push(slug);
  }
  return slugs;
}

async function update(changes: readonly Changed[], actor: string | null) {
  if (changes.length === 0) return;
  const rewrites = changes.map(({ existing, good }) => {
    const { id, version } = existing;
    return { id, version, ...wantedOf(existing, good), searchText: searchTextOf(good.row) };
  });
  if ((await rewriteProducts(rewrites)) < rewrites.length) throw new Overtaken();
  const others = changes.filter(({ existing, good }) => !sameTiers(existing, good.row));
  await db.priceTier.deleteMany({ where: { productId: { in: others.map(({ existing }) => existing.id) } } });
  await writeTiers(others);
  for (const [index, { existing, good }] of changes.entries()) {
    const { slug = existing.slug, published = existing.published } = rewrites[index] ?? {};
    const data = toldOf({ name: good.row.name, slug, version: existing.version + 1 });
    const told = { ...data, ...releaseTold(existing.release, good.row.release) };
    record({ type: "product.updated", subject: existing.id, actor, data: told });
    if (published !== existing.published) {
      const type = published ? "product.published" : "product.unpublished";
      record({ type, subject: existing.id, actor, data });
    }
  }
}

async function writeTiers(matches: readonly Match[]) {
  const data = matches.flatMap(({ good, outcome }) =>
    (good.row.tiers ?? []).map((tier, position) => ({ ...tier, position, productId: outcome.id ?? "" })),
  );
  if (data.length > 0) await db.priceTier.createMany({ data });
}
