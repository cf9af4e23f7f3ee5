import { getInputProps } from "@conform-to/react";
import type { InputHTMLAttributes } from "react";
import { describe } from "./describe";
import { Field, type FieldProps } from "./field";

type TextInputProps<Schema> = FieldProps<Schema> &
  Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & {
    type?: "text" | "email" | "password" | "url" | "tel" | "search" | "number" | "date" | "datetime-local";
  };

/** One line of text. A password never comes back from the server. */
export function TextInput<Schema>({
  field,
  label,
  hint,
  optional,
  type = "text",
  ...rest
}: TextInputProps<Schema>) {
  const { key, ...control } = getInputProps(field, {
    type,
    value: type !== "password",
    ...describe(field, hint),
  });
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <input key={key} {...control} {...rest} />
    </Field>
  );
}
