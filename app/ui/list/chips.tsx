import { Link } from "react-router";

type ChipsProps = {
  /** How much is shown: "12 of 40". */
  summary?: string;
  /** Each filter that is on, and the address without it. */
  filters: readonly { label: string; without: string }[];
  /** The address without any of them; shown from two on. */
  clear?: string;
};

/** The filters that are on; following one takes it off. */
export function Chips({ summary, filters, clear }: ChipsProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      {summary && <span className="pr-1 text-muted">{summary}</span>}
      {filters.length > 0 && (
        <ul aria-label="Filters" className="flex flex-wrap gap-2">
          {filters.map(({ label, without }) => (
            <li key={label}>
              <Link
                to={without}
                aria-label={`Remove filter ${label}`}
                className="flex min-h-11 items-center gap-2 rounded-full border border-line-strong px-4 no-underline transition-colors hover:border-ink md:min-h-8 md:px-3"
              >
                {label}
                <span aria-hidden="true" className="text-muted">
                  ×
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {clear && filters.length > 1 && (
        <Link to={clear} className="flex min-h-11 items-center text-muted hover:text-ink md:min-h-8">
          Clear all
        </Link>
      )}
    </div>
  );
}
