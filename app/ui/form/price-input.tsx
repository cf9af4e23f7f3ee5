import { getInputProps } from "@conform-to/react";
import type { InputHTMLAttributes } from "react";
import { describe } from "./describe";
import { Field, type FieldProps } from "./field";

type PriceInputProps<Schema> = FieldProps<Schema> &
  Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & { currency: string };

/** An amount in major units ("49.50"), with the currency's code beside it. */
export function PriceInput<Schema>({
  field,
  label,
  hint,
  optional,
  currency,
  ...rest
}: PriceInputProps<Schema>) {
  const { key, ...control } = getInputProps(field, { type: "text", ...describe(field, hint) });
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <div className="relative max-w-60">
        <input
          key={key}
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className="pr-16 font-mono tabular-nums"
          {...rest}
        />
        <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center font-mono text-sm text-muted">
          {currency}
        </span>
      </div>
    </Field>
  );
}
