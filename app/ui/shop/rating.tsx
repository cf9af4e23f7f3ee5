import { Stars } from "./stars";

type RatingProps = { average: number | null; count: number };

/** What all reviews say together. */
export function Rating({ average, count }: RatingProps) {
  if (average === null || count === 0) return <span className="text-sm text-muted">No reviews yet</span>;
  return (
    <span className="inline-flex items-baseline gap-2 text-sm">
      <Stars rating={average} />
      <span className="text-muted">
        <span className="font-mono tabular-nums">{average.toFixed(1)}</span> from {count}{" "}
        {count === 1 ? "review" : "reviews"}
      </span>
    </span>
  );
}
