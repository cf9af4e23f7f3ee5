import type { ReactNode } from "react";
import { Actions } from "./actions";

type EmptyStateProps = { title: string; help?: ReactNode; links?: ReactNode };

/** Nothing here yet: says so, and what to do about it. */
export function EmptyState({ title, help, links }: EmptyStateProps) {
  return (
    <div className="grid justify-items-start gap-3 border-y border-line py-10 md:py-16">
      <h2>{title}</h2>
      {help && <p className="text-muted">{help}</p>}
      {links && <Actions>{links}</Actions>}
    </div>
  );
}
