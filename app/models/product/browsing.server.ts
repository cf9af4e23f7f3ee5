import { toMinorUnits } from "~/models/money";
import { countProducts, listTiles } from "./catalogue.server";
import { type CatalogueQuery, catalogueQuery, type ShopQuery } from "./query";
import { takeStock } from "./shelf.server";

/** Twelve rows of two on a phone, eight of three on a desk. */
const PER_PAGE = 24;
const filters = ["q", "category", "min", "max"] as const;
export type FilterName = (typeof filters)[number];

type Stock = Awaited<ReturnType<typeof takeStock>>;

/**
 * A page of the shop as people browse it: what was found, what narrows it, what there is to narrow by, and when nothing was
 * found, how much there would be without each filter.
 */
export async function browse(asked: ShopQuery) {
  const stock = await takeStock();
  const query = fitting(asked, stock);
  const found = foundOf(await listTiles(toCatalogue(query, stock.currency)));
  const on = filters.filter((name) => query[name] !== undefined);
  const ways = found.total === 0 ? await waysOut(query, on, stock.currency) : [];
  return { stock, query, on, found, ways };
}

function foundOf({ rows, pagination: { total = 0, pages = 0 } }: Awaited<ReturnType<typeof listTiles>>) {
  return { products: rows, total, pages };
}

/** What narrows nothing, holds nothing or is no amount in the currency is as if it were not there. */
function fitting(
  { q, category, min, max, sort, page }: ShopQuery,
  { categories, currency }: Stock,
): ShopQuery {
  const fits = (amount?: string) => amount !== undefined && toMinorUnits(amount, currency) !== null;
  return {
    page,
    ...(sort !== "newest" && { sort }),
    ...(q && { q }),
    ...(categories.some(({ slug }) => slug === category) && { category }),
    ...(fits(min) && { min: min?.trim() }),
    ...(fits(max) && { max: max?.trim() }),
  };
}

async function waysOut(query: ShopQuery, on: readonly FilterName[], currency: string) {
  const counts = on.map(async (name) => {
    const without = { ...query, [name]: undefined };
    return { name, count: await countProducts(toCatalogue(without, currency)) };
  });
  return (await Promise.all(counts)).filter(({ count }) => count > 0);
}

function toCatalogue({ min, max, category, ...query }: ShopQuery, currency: string): CatalogueQuery {
  const bound = (amount: string | undefined, is: "gte" | "lte") => {
    const value = amount === undefined ? null : toMinorUnits(amount, currency);
    return value === null ? [] : [{ field: "priceCents", is, value } as const];
  };
  const bounds = [...bound(min, "gte"), ...bound(max, "lte")];
  return catalogueQuery({ ...query, limit: PER_PAGE }, [
    ...(category ? [{ field: "category", is: "in", value: [category] } as const] : []),
    ...(bounds.length > 0 ? [{ field: "currency", is: "eq", value: currency } as const] : []),
    ...bounds,
  ]);
}
