import { type ReactNode, useId } from "react";

type CopyValueProps = { label: string; value: string; hint?: ReactNode };

/** A value to take along, such as a key that is shown only once. One tap or Ctrl+A in it selects all. */
export function CopyValue({ label, value, hint }: CopyValueProps) {
  const id = useId();
  return (
    <div className="grid max-w-form gap-2">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <textarea
        id={id}
        readOnly
        rows={value.length > 44 ? 2 : 1}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autoComplete="off"
        spellCheck={false}
        className="min-h-0 font-mono text-[0.9375rem] break-all select-all"
      />
    </div>
  );
}
