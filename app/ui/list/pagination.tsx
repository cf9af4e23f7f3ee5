import { Link } from "react-router";
import { pageNumbers } from "./page-numbers";

type PaginationProps = { page: number; pages: number; hrefFor: (page: number) => string };

const step = "flex min-h-11 min-w-11 items-center justify-center px-2";

/** The pages of a list. One page needs none. */
export function Pagination({ page, pages, hrefFor }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages" className="no-print flex flex-wrap items-center justify-between gap-x-6 pt-10">
      <ol className="-ml-4 flex flex-wrap font-mono text-[0.9375rem] tabular-nums">
        {pageNumbers(page, pages).map((number, index) => (
          <li key={number ?? `gap ${index}`}>
            {number === null ? (
              <span className={`${step} text-muted`}>…</span>
            ) : (
              <PageLink number={number} current={number === page} to={hrefFor(number)} />
            )}
          </li>
        ))}
      </ol>
      <div className="flex gap-x-6">
        {page > 1 && (
          <Link rel="prev" to={hrefFor(page - 1)} className="flex min-h-11 items-center">
            Previous
          </Link>
        )}
        {page < pages && (
          <Link rel="next" to={hrefFor(page + 1)} className="flex min-h-11 items-center">
            Next
          </Link>
        )}
      </div>
    </nav>
  );
}

function PageLink({ number, current, to }: { number: number; current: boolean; to: string }) {
  return (
    <Link
      to={to}
      aria-label={`Page ${number}`}
      aria-current={current ? "page" : undefined}
      className={`${step} no-underline`}
    >
      <span
        className={`border-b-2 px-1 ${current ? "border-ink" : "border-transparent text-muted hover:text-ink"}`}
      >
        {number}
      </span>
    </Link>
  );
}
