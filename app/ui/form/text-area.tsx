import { getTextareaProps } from "@conform-to/react";
import type { TextareaHTMLAttributes } from "react";
import { describe } from "./describe";
import { Field, type FieldProps } from "./field";

type TextAreaProps<Schema> = FieldProps<Schema> & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** Several lines of text; grows with what is written where the browser can. */
export function TextArea<Schema>({ field, label, hint, optional, rows = 4, ...rest }: TextAreaProps<Schema>) {
  const { key, ...control } = getTextareaProps(field, describe(field, hint));
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <textarea key={key} rows={rows} {...control} {...rest} />
    </Field>
  );
}
