type ToolbarAmountProps = {
  name: string;
  label: string;
  currency: string;
  value: string;
  placeholder: string;
};

/** A bound of a price range, in major units. */
export function ToolbarAmount({ name, label, currency, value, placeholder }: ToolbarAmountProps) {
  return (
    <input
      type="text"
      inputMode="decimal"
      name={name}
      aria-label={`${label} in ${currency}`}
      placeholder={`${placeholder} ${currency}`}
      defaultValue={value}
      key={value}
      maxLength={14}
      pattern="\s*\d{1,9}([.,]\d{1,4})?\s*"
      title="An amount such as 49 or 49.50"
      autoComplete="off"
      className="sm:w-28!"
    />
  );
}
