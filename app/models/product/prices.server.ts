import { db } from "~/db/client.server";
import { newestFirst, onShelf } from "./select";

/** More than so many are not told at once: who wants them all asks the API. */
export const PRICES_AT_ONCE = 100;
/** What every device hears when it connects, a thousand of them at once after a restart. */
const NEWEST = 20;

/** `priceCents` is null when the product is no longer for sale. */
export type Price = { id: string; priceCents: number | null; currency: string };

const priced = { id: true, priceCents: true, currency: true } as const;

/** The prices of the newest products on the shelf, and whether there are `more`. */
export async function newestPrices() {
  const rows = await db.product.findMany({
    where: onShelf,
    select: priced,
    orderBy: newestFirst,
    take: NEWEST + 1,
  });
  return { prices: rows.slice(0, NEWEST) as Price[], more: rows.length > NEWEST };
}

/** What these products cost now. What was never for sale is not among them. */
export async function pricesOf(ids: readonly string[]): Promise<Price[]> {
  const rows = await db.product.findMany({
    where: { id: { in: [...ids] }, publishedAt: { not: null } },
    select: { ...priced, published: true, deletedAt: true },
  });
  return rows.map(({ published, deletedAt, priceCents, ...row }) => ({
    ...row,
    priceCents: published && deletedAt === null ? priceCents : null,
  }));
}
