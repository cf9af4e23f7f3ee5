import type { FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";

/** What every control of a form takes besides its own attributes. */
export type FieldProps<Schema> = {
  field: FieldMetadata<Schema>;
  label: ReactNode;
  hint?: ReactNode;
  /** Says so beside the label; required fields stay unmarked. */
  optional?: boolean;
};

type Frame = Omit<FieldProps<unknown>, "field"> & {
  field: Pick<FieldMetadata<unknown>, "id" | "errorId" | "descriptionId" | "errors">;
  children: ReactNode;
};

/** Label, hint, control, error: the frame around any one control that carries `field.id`. */
export function Field({ field, label, hint, optional, children }: Frame) {
  return (
    <div className="grid gap-2">
      <label htmlFor={field.id} className="flex items-baseline justify-between gap-3">
        {label}
        {optional && <span className="text-sm font-normal text-muted">optional</span>}
      </label>
      <Hint id={field.descriptionId}>{hint}</Hint>
      {children}
      <FieldError field={field} />
    </div>
  );
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    children && (
      <p id={id} className="text-sm text-muted">
        {children}
      </p>
    )
  );
}

export function FieldError({ field }: { field: Pick<FieldMetadata<unknown>, "errorId" | "errors"> }) {
  return (
    field.errors && (
      <p id={field.errorId} className="text-sm text-bad">
        {field.errors.join(". ")}
      </p>
    )
  );
}
