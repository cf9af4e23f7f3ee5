import type { ReactNode } from "react";
import { NavLink } from "react-router";

type Chapter = { to: string; label: string; sections?: readonly { to: string; label: string }[] };
type DocsLayoutProps = { chapters: readonly Chapter[]; children: ReactNode };

/** A page of the documentation. Wide: all chapters stand at the left; narrow: they are behind a line that unfolds. */
export function DocsLayout({ chapters, children }: DocsLayoutProps) {
  return (
    <div className="grid gap-x-10 lg:grid-cols-12">
      <details className="disclosure no-print border-t-0 lg:hidden">
        <summary>All chapters</summary>
        <div className="pb-4">
          <Chapters chapters={chapters} label="Chapters" />
        </div>
      </details>
      <div className="no-print hidden pt-10 lg:col-span-3 lg:block">
        <div className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto">
          <Chapters chapters={chapters} label="Documentation" />
        </div>
      </div>
      <div className="min-w-0 lg:col-span-9">{children}</div>
    </div>
  );
}

function Chapters({ chapters, label }: { chapters: readonly Chapter[]; label: string }) {
  return (
    <nav aria-label={label}>
      <ul className="grid gap-1 text-[0.9375rem]">
        {chapters.map(({ to, label, sections = [] }) => (
          <li key={to}>
            <NavLink
              to={to}
              end
              className="flex min-h-9 items-center text-muted no-underline hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {label}
            </NavLink>
            {sections.length > 0 && (
              <ul className="mb-3 grid border-l border-line-strong">
                {sections.map((section) => (
                  <li key={section.to}>
                    <a
                      href={section.to}
                      className="flex min-h-8 items-center pl-3 text-sm text-muted no-underline hover:text-ink"
                    >
                      {section.label}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
