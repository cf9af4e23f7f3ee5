import { db } from "~/db/client.server";
import { listProductRows } from "~/db/list-products.server";
import { countShelf, type ShelfGroup } from "~/db/shelf-count.server";
import { inOrderOfArrival, newestFirst, onShelf, type Tile, tileParts } from "./select";

/** What the shelf holds: the total, the currency most of it is priced in, and its categories that are not empty. */
export async function takeStock() {
  const groups = await countShelf();
  const rows = await db.category.findMany({
    where: { id: { in: [...new Set(groups.map((group) => group.categoryId))] } },
    select: { id: true, slug: true, name: true },
    orderBy: [{ position: "asc" }, { name: "asc" }, { id: "asc" }],
  });
  const countOf = (some: typeof groups) => some.reduce((sum, { count }) => sum + count, 0);
  const categories = rows.map(({ id, slug, name }) => {
    const own = groups.filter((group) => group.categoryId === id);
    // Amounts of several currencies do not compare: then there is no lowest price to tell.
    const [only, ...others] = own;
    const from = only && others.length === 0 ? { cents: only.lowest, currency: only.currency } : null;
    return { slug, name, count: countOf(own), from };
  });
  return { total: countOf(groups), currency: mainCurrency(groups), categories };
}

/** The newest of the shelf. */
export async function listNewest(take: number) {
  const order = inOrderOfArrival;
  const { rows } = await listProductRows<Tile>({
    conditions: [],
    parts: tileParts,
    order,
    take,
    counted: false,
  });
  return rows.map(({ row }) => row);
}

/** The addresses of all that is on the shelf, for machines that index it, newest first. */
export async function listAddresses(take: number) {
  return db.product.findMany({
    where: onShelf,
    select: { slug: true, updatedAt: true },
    orderBy: newestFirst,
    take,
  });
}

function mainCurrency(groups: readonly ShelfGroup[]) {
  const counts = new Map<string, number>();
  for (const { currency, count } of groups) counts.set(currency, (counts.get(currency) ?? 0) + count);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return most?.[0] ?? "USD";
}
