import { type ReactNode, useId } from "react";
import { Actions } from "./actions";

type SectionProps = {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** For links that point here. */
  id?: string;
  children: ReactNode;
};

/** A part of a page under its own heading. Wide: the heading stands in the margin, as in a ledger. */
export function Section({ title, lead, actions, id, children }: SectionProps) {
  const titleId = useId();
  return (
    <section
      id={id}
      aria-labelledby={titleId}
      className="grid gap-x-6 gap-y-6 border-t border-line py-10 lg:grid-cols-12"
    >
      <div className="grid content-start justify-items-start gap-3 lg:col-span-4">
        <h2 id={titleId}>{title}</h2>
        {lead && <p className="max-w-[36ch] text-base text-muted">{lead}</p>}
        {actions && <Actions>{actions}</Actions>}
      </div>
      <div className="grid min-w-0 content-start gap-6 lg:col-span-8">{children}</div>
    </section>
  );
}
