import type { Event } from "~/models/outbox/event";
import { newestPrices, PRICES_AT_ONCE, type Price, pricesOf } from "~/models/product/prices.server";
import { remembered } from "./remembered.server";
import { maintenanceState, siteState } from "./state.server";

/** What apps show of the shop as it is now: what everybody may know. `more`: there are prices beyond these. */
export type LiveState = {
  features?: Record<string, boolean>;
  maintenance?: { enabled: boolean; message: string };
  prices?: Price[];
  more?: true;
};

/** Which parts of the state some events have touched. */
export type Touched = { features: boolean; maintenance: boolean; products: Set<string>; more: boolean };

export const untouched = (): Touched => ({
  features: false,
  maintenance: false,
  products: new Set(),
  more: false,
});

const prices = remembered(newestPrices, ({ type }) => isAboutPrices(type));
const isAboutPrices = (type: string) => type.startsWith("product.") || type.startsWith("sample.");

/** Notes what `event` touches, and says whether that is anything at all. Of a flood of products only the first are named. */
export function touch(touched: Touched, { type, subject }: Event) {
  if (type.startsWith("feature.")) touched.features = true;
  else if (type === "config.updated" && subject === "maintenance") touched.maintenance = true;
  else if (type.startsWith("sample.")) touched.more = true;
  else if (!isAboutPrices(type)) return false;
  else if (touched.products.size < PRICES_AT_ONCE) touched.products.add(subject);
  else touched.more = true;
  return true;
}

/** All of it, from memory. */
export async function liveState(): Promise<LiveState> {
  const [site, newest] = await Promise.all([toldOfSite(), prices()]);
  return { ...site, prices: newest.prices, ...(newest.more && { more: true as const }) };
}

/** The parts that were touched, as they are now. */
export async function liveParts({ features, maintenance, products, more }: Touched): Promise<LiveState> {
  const site = await toldOfSite();
  const changed = products.size > 0 ? await pricesOf([...products]) : [];
  return {
    ...(features && { features: site.features }),
    ...(maintenance && { maintenance: site.maintenance }),
    ...(changed.length > 0 && { prices: changed }),
    ...(more && { more }),
  };
}

async function toldOfSite() {
  const [{ features }, { enabled, message }] = await Promise.all([
    siteState({ everything: false }),
    maintenanceState(),
  ]);
  return { features, maintenance: { enabled, message } };
}
