import type { ReactNode } from "react";

/** A line above everything, for what is true of the whole site: sample data, maintenance. */
export function Banner({ children }: { children: ReactNode }) {
  return (
    <aside aria-label="About this site" className="no-print border-b border-line bg-raised">
      <div className="wrap flex flex-wrap items-baseline justify-between gap-x-6 py-2 text-sm text-muted">
        {children}
      </div>
    </aside>
  );
}
