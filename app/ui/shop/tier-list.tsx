import { buttonClass } from "~/ui/page/button";
import { Price, priceText } from "./price";

type Tier = { id: string; name: string; priceCents: number; checkoutUrl?: string | null };
type TierListProps = {
  tiers: readonly Tier[];
  currency: string;
  /** Where a tier that has no checkout is asked about. */
  askHref: string;
};

/** The ways to buy. The first is the one most people want, so it has the one button in colour. */
export function TierList({ tiers, currency, askHref }: TierListProps) {
  if (tiers.length === 0) return null;
  return (
    <ul className="border-t border-ink">
      {tiers.map((tier, index) => (
        <li key={tier.id} className="grid grid-cols-[1fr_auto] items-center gap-4 border-b border-line py-3">
          <div>
            <p className="leading-snug font-semibold">{tier.name}</p>
            <Price priceCents={tier.priceCents} currency={currency} />
          </div>
          <TierLink tier={tier} currency={currency} askHref={askHref} main={index === 0} />
        </li>
      ))}
    </ul>
  );
}

type TierLinkProps = Omit<TierListProps, "tiers"> & { tier: Tier; main: boolean };

function TierLink({ tier, currency, askHref, main }: TierLinkProps) {
  const buys = tier.checkoutUrl?.startsWith("https://") ? tier.checkoutUrl : null;
  const does = buys ? `Buy for ${priceText({ priceCents: tier.priceCents, currency })}` : "Ask about this";
  return (
    <a
      href={buys ?? askHref}
      rel={buys ? "external noopener" : undefined}
      aria-label={`${does}: ${tier.name}`}
      className={buttonClass(main ? "main" : "plain", "min-w-40")}
    >
      {does}
    </a>
  );
}
