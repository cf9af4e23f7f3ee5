import { Fragment, type ReactNode } from "react";

type SpecProps = { items: readonly { term: string; value: ReactNode; mono?: boolean }[] };

/** Facts, one a line. Those without a value are left out. */
export function Spec({ items }: SpecProps) {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-1 text-[0.9375rem]">
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== "")
        .map(({ term, value, mono }) => (
          <Fragment key={term}>
            <dt className="text-muted">{term}</dt>
            <dd className={`wrap-anywhere ${mono ? "font-mono tabular-nums" : ""}`}>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
