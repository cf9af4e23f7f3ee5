import { type FieldMetadata, getCollectionProps } from "@conform-to/react";
import type { ReactNode } from "react";
import { FieldError, Hint } from "./field";
import type { Option } from "./select";

type ChoicesProps<Schema extends string | boolean | number | readonly string[] | undefined> = {
  field: FieldMetadata<Schema>;
  /** Several (a list of values) or one. */
  type: "checkbox" | "radio";
  label: ReactNode;
  hint?: ReactNode;
  options: readonly (Option & { hint?: string })[];
};

/** A question with its answers in view: scopes of a key, stars of a review. */
export function Choices<Schema extends string | boolean | number | readonly string[] | undefined>({
  field,
  type,
  label,
  hint,
  options,
}: ChoicesProps<Schema>) {
  const values = options.map(({ value }) => value);
  const controls = getCollectionProps(field, { type, options: values, ariaAttributes: false });
  const described = [field.errors && field.errorId, hint && field.descriptionId].filter(Boolean).join(" ");
  return (
    <fieldset id={field.id} tabIndex={-1} aria-describedby={described || undefined} className="grid gap-1">
      <legend className="pb-1">{label}</legend>
      <Hint id={field.descriptionId}>{hint}</Hint>
      {options.map(({ value, label, hint }, index) => {
        const { key, ...control } = controls[index] ?? { key: value };
        return (
          <label
            key={key ?? value}
            className="flex min-h-11 cursor-pointer items-start gap-3 py-2 text-base font-normal"
          >
            <input {...control} className="mt-1 shrink-0" />
            <span>
              {label}
              {hint && <span className="block text-sm text-muted">{hint}</span>}
            </span>
          </label>
        );
      })}
      <FieldError field={field} />
    </fieldset>
  );
}
