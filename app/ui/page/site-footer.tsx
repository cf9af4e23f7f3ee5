import type { ReactNode } from "react";
import { Link } from "react-router";
import type { NavItem } from "./nav-item";

type SiteFooterProps = { siteName: string; text?: ReactNode; links?: readonly NavItem[] };

export function SiteFooter({ siteName, text, links = [] }: SiteFooterProps) {
  return (
    <footer className="border-t border-line">
      <div className="wrap flex flex-wrap items-baseline justify-between gap-x-10 gap-y-2 py-6 text-sm text-muted md:py-10">
        <p>{text ?? siteName}</p>
        {links.length > 0 && (
          <ul className="no-print flex flex-wrap gap-x-6 gap-y-2">
            {links.map(({ to, label }) => (
              <li key={to}>
                <Link to={to} className="hover:text-ink">
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </footer>
  );
}
