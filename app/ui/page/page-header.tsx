import type { ReactNode } from "react";
import { Link } from "react-router";
import { Actions } from "./actions";

type PageHeaderProps = {
  title: ReactNode;
  lead?: ReactNode;
  /** Buttons and links at the right. */
  actions?: ReactNode;
  /** Where one came from, above the title. */
  back?: { to: string; label: string };
};

/** The title of a page where something is done, and what that can be. */
export function PageHeader({ title, lead, actions, back }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4 pt-6 pb-6 md:pt-10 md:pb-10">
      <div className="grid gap-3">
        {back && (
          <Link to={back.to} className="justify-self-start text-sm text-muted wrap-anywhere hover:text-ink">
            {back.label}
          </Link>
        )}
        <h1 className="wrap-anywhere">{title}</h1>
        {lead && <p className="text-muted">{lead}</p>}
      </div>
      {actions && <Actions>{actions}</Actions>}
    </header>
  );
}
