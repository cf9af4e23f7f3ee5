import type { ReactNode } from "react";

/** A shelf of `ProductCard`s. */
export function ProductGrid({ children }: { children: ReactNode }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-6 sm:gap-x-6 sm:gap-y-10 lg:grid-cols-3">{children}</ul>
  );
}
