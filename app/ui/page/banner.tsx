import type { ReactNode } from "react";

/** A line above everything, for what is true of the whole site: sample data, maintenance. */
export function Banner({ children }: { children: ReactNode }) {
  return (
    <aside aria-label="About this site" className="no-print bg-ink text-paper">
      <div className="wrap py-2 text-sm [&_a]:decoration-paper/60 [&_p]:max-w-none">{children}</div>
    </aside>
  );
}
