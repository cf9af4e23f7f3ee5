/** Stars out of five, to the eye; a number, to the ear. */
export function Stars({ rating }: { rating: number }) {
  const full = Math.round(rating);
  return (
    <span role="img" aria-label={`${rating} of 5`} className="text-ink tracking-[0.1em] whitespace-nowrap">
      {"★".repeat(full)}
      <span className="text-edge">{"★".repeat(5 - full)}</span>
    </span>
  );
}
