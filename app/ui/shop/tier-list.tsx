import { Link } from "react-router";
import { buttonClass } from "~/ui/page/button";
import { ButtonLink } from "~/ui/page/button-link";
import { Price, priceText } from "./price";

type Tier = { id: string; name: string; priceCents: number; checkoutUrl?: string | null };
type TierListProps = {
  tiers: readonly Tier[];
  currency: string;
  /** Where a tier that has no checkout is asked about. */
  askHref: string;
};

/** The ways to buy: each with its own button, or while none has a checkout one way to ask. One button has colour. */
export function TierList({ tiers, currency, askHref }: TierListProps) {
  if (tiers.length === 0) return null;
  const anyBuys = tiers.some((tier) => checkoutOf(tier) !== null);
  const main = tiers.findIndex((tier) => checkoutOf(tier) !== null);
  return (
    <div className="grid gap-4">
      <ul className="border-t border-ink">
        {tiers.map((tier, index) => (
          <li
            key={tier.id}
            className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <span className={anyBuys ? "grid" : "contents"}>
              <span className="leading-snug font-medium">{tier.name}</span>
              <Price priceCents={tier.priceCents} currency={currency} />
            </span>
            {anyBuys && <TierLink tier={tier} currency={currency} askHref={askHref} main={index === main} />}
          </li>
        ))}
      </ul>
      {!anyBuys && (
        <ButtonLink kind="main" to={askHref} className="w-full">
          Ask about this
        </ButtonLink>
      )}
    </div>
  );
}

type TierLinkProps = Omit<TierListProps, "tiers"> & { tier: Tier; main: boolean };

function TierLink({ tier, currency, askHref, main }: TierLinkProps) {
  const checkout = checkoutOf(tier);
  const look = buttonClass(main ? "main" : "plain", "min-w-40");
  if (!checkout) {
    return (
      <Link to={askHref} aria-label={`Ask about this: ${tier.name}`} className={look}>
        Ask about this
      </Link>
    );
  }
  const does = tier.priceCents === 0 ? "Get it free" : `Buy for ${priceText({ ...tier, currency })}`;
  return (
    <a href={checkout} rel="external noopener" aria-label={`${does}: ${tier.name}`} className={look}>
      {does}
    </a>
  );
}

const checkoutOf = ({ checkoutUrl }: Tier) => (checkoutUrl?.startsWith("https://") ? checkoutUrl : null);
