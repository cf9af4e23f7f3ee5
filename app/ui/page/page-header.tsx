import type { ReactNode } from "react";
import { Link } from "react-router";

type PageHeaderProps = {
  title: ReactNode;
  lead?: ReactNode;
  /** Buttons and links at the right. */
  actions?: ReactNode;
  /** Where one came from, above the title. */
  back?: { to: string; label: string };
  /** `front` for the page a visitor meets first, `work` (the default) for pages where something is done. */
  size?: "front" | "work";
};

/** The title of a page, and what can be done with it. */
export function PageHeader({ title, lead, actions, back, size = "work" }: PageHeaderProps) {
  const front = size === "front";
  return (
    <header
      className={`flex flex-wrap items-end justify-between gap-x-10 gap-y-4 ${front ? "pt-10 pb-10 md:pt-26 md:pb-16" : "pt-6 pb-6 md:pt-16 md:pb-10"}`}
    >
      <div className="grid gap-4">
        {back && (
          <Link to={back.to} className="text-sm text-muted hover:text-ink">
            {back.label}
          </Link>
        )}
        <h1 className={front ? "max-w-[18ch] md:max-w-[22ch]" : "md:text-[2.5rem]"}>{title}</h1>
        {lead && <p className={`max-w-[52ch] text-muted ${front ? "md:text-lg" : ""}`}>{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-3">{actions}</div>}
    </header>
  );
}
