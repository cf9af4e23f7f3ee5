import { type FieldMetadata, getCollectionProps } from "@conform-to/react";
import { FieldError } from "./field";

type StarInputProps = { field: FieldMetadata<number>; label: string };

const values = ["1", "2", "3", "4", "5"];

/** One to five stars: five radio buttons, drawn so that all stars up to the chosen one are filled. */
export function StarInput({ field, label }: StarInputProps) {
  const controls = getCollectionProps(field, { type: "radio", options: values, ariaAttributes: false });
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      aria-describedby={field.errors && field.errorId}
      className="grid justify-items-start gap-1"
    >
      <legend>{label}</legend>
      <div className="stars-input -ml-2 flex">
        {controls.map(({ key, ...control }, index) => (
          <label key={key}>
            <input {...control} className="sr-only" />
            <span aria-hidden="true">★</span>
            <span className="sr-only">{index === 0 ? "1 star" : `${index + 1} stars`}</span>
          </label>
        ))}
      </div>
      <FieldError field={field} />
    </fieldset>
  );
}
