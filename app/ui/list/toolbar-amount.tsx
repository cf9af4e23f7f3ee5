type ToolbarAmountProps = {
  name: string;
  /** Stands in the field, before the amount: "From". */
  label: string;
  currency: string;
  value: string;
};

/** A bound of a price range, in major units. */
export function ToolbarAmount({ name, label, currency, value }: ToolbarAmountProps) {
  return (
    <label className="relative col-span-2 font-normal sm:w-32">
      <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-sm text-muted">
        {label}
        <span className="sr-only"> this price in {currency}</span>
      </span>
      <input
        type="text"
        inputMode="decimal"
        name={name}
        placeholder={currency}
        defaultValue={value}
        key={value}
        maxLength={14}
        pattern="\s*\d{1,9}([.,]\d{1,4})?\s*"
        title="An amount such as 49 or 49.50"
        autoComplete="off"
        className="pl-14! tabular-nums placeholder:text-sm"
      />
    </label>
  );
}
