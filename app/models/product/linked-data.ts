import { toMajorUnits } from "~/models/money";
import { imageUrl } from "./shape";

type Told = {
  slug: string;
  name: string;
  summary: string;
  sku: string | null;
  release: string | null;
  runsOn: string | null;
  currency: string;
  tiers: { priceCents: number }[];
  priceCents: number;
  rating: { average: number | null; count: number };
  category: { name: string };
  pictures: { file: string; widths: number[]; width: number }[];
};

/** A product as schema.org describes it, for search engines. All addresses in it are whole. */
export function linkedData(product: Told, origin: string) {
  const url = `${origin}/products/${product.slug}`;
  const images = product.pictures.map(
    ({ file, widths, width }) => origin + imageUrl(file, widths.at(-1) ?? width),
  );
  const prices =
    product.tiers.length > 0 ? product.tiers.map((tier) => tier.priceCents) : [product.priceCents];
  const amount = (cents: number) => toMajorUnits(cents, product.currency);
  return {
    "@context": "https://schema.org",
    "@type": ["Product", "SoftwareApplication"],
    name: product.name,
    url,
    description: product.summary || undefined,
    sku: product.sku ?? undefined,
    image: images.length > 0 ? images : undefined,
    category: product.category.name,
    applicationCategory: product.category.name,
    softwareVersion: product.release ?? undefined,
    operatingSystem: product.runsOn ?? undefined,
    offers:
      prices.length > 1
        ? {
            "@type": "AggregateOffer",
            priceCurrency: product.currency,
            lowPrice: amount(Math.min(...prices)),
            highPrice: amount(Math.max(...prices)),
            offerCount: prices.length,
          }
        : { "@type": "Offer", url, priceCurrency: product.currency, price: amount(prices[0] ?? 0) },
    aggregateRating:
      product.rating.average === null
        ? undefined
        : {
            "@type": "AggregateRating",
            ratingValue: product.rating.average,
            reviewCount: product.rating.count,
          },
  };
}
