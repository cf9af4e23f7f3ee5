type PriceProps = { priceCents: number; currency: string };

/** An amount in its currency; whole amounts without their zeros. */
export function Price({ priceCents, currency }: PriceProps) {
  if (priceCents === 0) return <span>{priceText({ priceCents, currency })}</span>;
  return (
    <span className="font-mono text-[0.94em] tabular-nums whitespace-nowrap">
      {priceText({ priceCents, currency })}
    </span>
  );
}

/** "$49", "$49.50", "¥4,900"; nothing to pay is "Free". */
export function priceText({ priceCents, currency }: PriceProps) {
  if (priceCents === 0) return "Free";
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(priceCents / 10 ** digits);
}
