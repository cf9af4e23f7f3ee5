import type { ReactNode } from "react";

/** Ties a hint to its control, beside the error that conform ties itself. */
export function describe(field: { descriptionId: string }, hint: ReactNode) {
  return hint ? { ariaDescribedBy: field.descriptionId } : {};
}
