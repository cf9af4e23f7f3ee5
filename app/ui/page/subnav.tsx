import { NavLink } from "react-router";
import type { NavItem } from "./nav-item";

type SubnavProps = { label: string; links: readonly NavItem[] };

/** The second row of navigation, for the rooms behind the shop. Scrolls sideways where it does not fit. */
function Subnav({ label, links }: SubnavProps) {
  return (
    <nav aria-label={label} className="no-print border-b border-line bg-raised">
      <ul className="wrap flex gap-x-6 overflow-x-auto">
        {links.map(({ to, label, end }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={end}
              className="flex min-h-11 items-center border-b-2 border-transparent pt-0.5 text-[0.9375rem] whitespace-nowrap text-muted no-underline hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink focus-visible:-outline-offset-2"
            >
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function AdminNav({ links }: Pick<SubnavProps, "links">) {
  return <Subnav label="Admin" links={links} />;
}

export function AccountNav({ links }: Pick<SubnavProps, "links">) {
  return <Subnav label="Account" links={links} />;
}
