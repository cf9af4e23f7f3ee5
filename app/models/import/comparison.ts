import type { Prisma } from "~/db/generated/sqlite/client";
import type { ImportRow } from "./row";

/** What the shop knows of a product that a row may change. */
export const existingSelect = {
  id: true,
  sku: true,
  slug: true,
  name: true,
  summary: true,
  description: true,
  release: true,
  runsOn: true,
  categoryId: true,
  priceCents: true,
  currency: true,
  monthlyDownloads: true,
  published: true,
  version: true,
  tiers: {
    select: { name: true, priceCents: true, checkoutUrl: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    take: 20,
  },
} satisfies Prisma.ProductSelect;

export type Existing = Prisma.ProductGetPayload<{ select: typeof existingSelect }>;

type Said = { row: ImportRow; categoryId: string };

/** The product as the row wants it: what the row does not say stays. */
export function wantedOf(existing: Existing, { row, categoryId }: Said) {
  const {
    slug = existing.slug,
    description = existing.description,
    release = existing.release,
    runsOn = existing.runsOn,
    published = existing.published,
    monthlyDownloads = existing.monthlyDownloads === null ? null : Number(existing.monthlyDownloads),
    name,
    summary,
    priceCents,
    currency,
  } = row;
  const told = { slug, name, summary, description, release, runsOn, priceCents, currency, published };
  return { ...told, categoryId, monthlyDownloads };
}

/** Whether the row says nothing new. */
export function isSame(existing: Existing, said: Said) {
  const { monthlyDownloads, ...wanted } = wantedOf(existing, said);
  const downloads = monthlyDownloads === null ? null : BigInt(monthlyDownloads);
  return (
    existing.monthlyDownloads === downloads &&
    Object.entries(wanted).every(([name, value]) => existing[name as keyof typeof wanted] === value) &&
    sameTiers(existing, said.row)
  );
}

export function sameTiers({ tiers }: Existing, { tiers: wanted }: ImportRow) {
  if (wanted === undefined) return true;
  return (
    tiers.length === wanted.length &&
    tiers.every((tier, index) => {
      const other = wanted[index];
      return (
        tier.name === other?.name &&
        tier.priceCents === other.priceCents &&
        tier.checkoutUrl === (other.checkoutUrl ?? null)
      );
    })
  );
}
