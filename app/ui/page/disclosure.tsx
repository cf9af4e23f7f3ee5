import type { ReactNode } from "react";

type DisclosureProps = { summary: ReactNode; open?: boolean; children: ReactNode };

/** Questions and answers, changes of versions: `Disclosure`s between hairlines. */
export function DisclosureList({ children }: { children: ReactNode }) {
  return <div className="border-t border-line">{children}</div>;
}

/** More, for those who want it. */
export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details className="disclosure" open={open}>
      <summary>{summary}</summary>
      <div className="pb-6">{children}</div>
    </details>
  );
}
