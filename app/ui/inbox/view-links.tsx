import { Link } from "react-router";

type ViewLinksProps = { links: readonly { to: string; label: string; current: boolean }[] };

/** Which messages are shown. */
export function ViewLinks({ links }: ViewLinksProps) {
  return (
    <nav aria-label="Which messages" className="no-print">
      <ul className="flex flex-wrap gap-x-6">
        {links.map(({ to, label, current }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={current ? "page" : undefined}
              className="flex min-h-11 items-center border-b-2 border-transparent text-muted no-underline hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
