import { getSelectProps } from "@conform-to/react";
import type { SelectHTMLAttributes } from "react";
import { describe } from "./describe";
import { Field, type FieldProps } from "./field";

export type Option = { value: string; label: string };

type SelectProps<Schema> = FieldProps<Schema> &
  SelectHTMLAttributes<HTMLSelectElement> & {
    options: readonly Option[];
    /** The first, empty choice, such as "Choose a category". */
    placeholder?: string;
  };

export function Select<Schema>({
  field,
  label,
  hint,
  optional,
  options,
  placeholder,
  ...rest
}: SelectProps<Schema>) {
  const { key, ...control } = getSelectProps(field, describe(field, hint));
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <select key={key} {...control} {...rest}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}
