import type { ReactNode } from "react";

type FrontHeaderProps = { title: ReactNode; lead?: ReactNode };

/** The first words a visitor reads: large, the lead beside them. */
export function FrontHeader({ title, lead }: FrontHeaderProps) {
  return (
    <header className="grid items-end gap-x-10 gap-y-4 pt-10 pb-10 md:grid-cols-12 md:pt-16 md:pb-16">
      <h1 className="md:col-span-7 md:text-3xl">{title}</h1>
      {lead && <p className="max-w-[44ch] text-muted md:col-span-5">{lead}</p>}
    </header>
  );
}
