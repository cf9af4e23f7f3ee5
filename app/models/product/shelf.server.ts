import { db } from "~/db/client.server";
import { newestFirst, onShelf, tileSelect } from "./select";

/** What the shelf holds: the total, the currency most of it is priced in, and its categories that are not empty. */
export async function takeStock() {
  const groups = await db.product.groupBy({
    by: ["categoryId", "currency"],
    where: onShelf,
    _count: { _all: true },
    _min: { priceCents: true },
  });
  const rows = await db.category.findMany({
    where: { id: { in: [...new Set(groups.map((group) => group.categoryId))] } },
    select: { id: true, slug: true, name: true },
    orderBy: [{ position: "asc" }, { name: "asc" }, { id: "asc" }],
  });
  const countOf = (some: typeof groups) => some.reduce((sum, group) => sum + group._count._all, 0);
  const categories = rows.map(({ id, slug, name }) => {
    const own = groups.filter((group) => group.categoryId === id);
    // Amounts of several currencies do not compare: then there is no lowest price to tell.
    const [only, ...others] = own;
    const from =
      only && others.length === 0 ? { cents: only._min.priceCents ?? 0, currency: only.currency } : null;
    return { slug, name, count: countOf(own), from };
  });
  return { total: countOf(groups), currency: mainCurrency(groups), categories };
}

/** The newest of the shelf. */
export async function listNewest(take: number) {
  return db.product.findMany({ where: onShelf, select: tileSelect, orderBy: newestFirst, take });
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

function mainCurrency(groups: { currency: string; _count: { _all: number } }[]) {
  const counts = new Map<string, number>();
  for (const { currency, _count } of groups) counts.set(currency, (counts.get(currency) ?? 0) + _count._all);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return most?.[0] ?? "USD";
}
