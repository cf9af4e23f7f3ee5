import type { ReactNode } from "react";

type StateDotProps = { state: "good" | "bad" | "off"; children: ReactNode };

const colour = { good: "bg-good", bad: "bg-bad", off: "ring-1 ring-edge ring-inset" };

/** A state in a word; the dot only helps the eye to find it. */
export function StateDot({ state, children }: StateDotProps) {
  return (
    <span className="inline-flex items-baseline gap-2 whitespace-nowrap">
      <span className={`size-2 -translate-y-px rounded-full ${colour[state]}`} />
      {children}
    </span>
  );
}
