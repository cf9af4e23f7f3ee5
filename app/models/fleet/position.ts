type Numbered = { seq: number };

/**
 * How far a process has heard of what is numbered without gaps, in commit order. What it did itself it has heard of already, in
 * whatever order: while it is alone, nothing is left to read.
 */
export function keepPosition(start: number) {
  const own = new Set<number>();
  let heard = start;

  function pass() {
    while (own.delete(heard + 1)) heard++;
  }

  return {
    heard: () => heard,
    /** These this process has done. */
    did(done: readonly Numbered[]) {
      for (const { seq } of done) if (seq > heard) own.add(seq);
      pass();
    },
    /** Which of these, read behind what was heard, are news. They count as heard from now on. */
    hear<Row extends Numbered>(rows: readonly Row[]): Row[] {
      const news = rows.filter(({ seq }) => seq > heard && !own.delete(seq));
      heard = Math.max(heard, rows.at(-1)?.seq ?? 0);
      pass();
      return news;
    },
  };
}
