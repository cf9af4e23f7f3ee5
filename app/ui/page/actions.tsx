import type { ReactNode } from "react";

/** Buttons and links side by side, the main one first. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}
