import { Link } from "react-router";
import { Spec } from "~/ui/list/spec";

type Result = "created" | "updated" | "unchanged" | "refused";
type ImportCountsProps = {
  summary: Record<Result, number>;
  /** The one kind of rows that is shown. */
  show?: Result;
  addressOf: (filter: { show?: string }) => string;
};

export const resultNames = {
  created: "New",
  updated: "Changed",
  unchanged: "As it is",
  refused: "Refused",
} satisfies Record<Result, string>;

/** How many rows have which outcome, each number a link to them. */
export function ImportCounts({ summary, show, addressOf }: ImportCountsProps) {
  const kinds = Object.entries(resultNames) as [Result, string][];
  return (
    <>
      <Spec
        items={kinds.map(([result, term]) => ({
          term,
          mono: true,
          value:
            summary[result] === 0 ? (
              "0"
            ) : (
              <Link to={addressOf({ show: result })} aria-label={`${term}: ${summary[result]} rows`}>
                {summary[result]}
              </Link>
            ),
        }))}
      />
      {show && (
        <p>
          <Link to={addressOf({})}>Show all rows</Link>
        </p>
      )}
    </>
  );
}
