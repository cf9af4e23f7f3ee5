import { getInputProps } from "@conform-to/react";
import type { InputHTMLAttributes } from "react";
import { describe } from "./describe";
import { FieldError, type FieldProps, Hint } from "./field";

type CheckboxProps<Schema> = Omit<FieldProps<Schema>, "optional"> &
  Omit<InputHTMLAttributes<HTMLInputElement>, "type">;

/** One yes or no; posts "on". */
export function Checkbox<Schema>({ field, label, hint, ...rest }: CheckboxProps<Schema>) {
  const { key, ...control } = getInputProps(field, { type: "checkbox", ...describe(field, hint) });
  return (
    <div className="grid gap-1">
      <label
        htmlFor={field.id}
        className="flex min-h-11 cursor-pointer items-center gap-3 text-base font-normal"
      >
        <input key={key} {...control} {...rest} />
        {label}
      </label>
      <div className="-mt-2 pl-8">
        <Hint id={field.descriptionId}>{hint}</Hint>
        <FieldError field={field} />
      </div>
    </div>
  );
}
