import { getInputProps } from "@conform-to/react";
import type { InputHTMLAttributes } from "react";
import { describe } from "./describe";
import { Field, type FieldProps } from "./field";

type FileInputProps<Schema> = FieldProps<Schema> & Omit<InputHTMLAttributes<HTMLInputElement>, "type">;

/** A file from this computer. The form around it needs `encType="multipart/form-data"`. */
export function FileInput<Schema>({ field, label, hint, optional, ...rest }: FileInputProps<Schema>) {
  const { key, ...control } = getInputProps(field, { type: "file", ...describe(field, hint) });
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <input
        key={key}
        {...control}
        className="min-h-11 w-full text-sm text-muted file:text-base file:text-ink"
        {...rest}
      />
    </Field>
  );
}
