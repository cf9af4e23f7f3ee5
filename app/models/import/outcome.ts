/** What became of one row of the file, or would become of it. `line` is where the row begins in the file. */
export type Outcome = {
  line: number;
  /** The product; null for what was refused, and for what only would be made. */
  id: string | null;
  /** As the file says it, cut short and without what would steer a terminal or turn the text around. */
  sku: string;
  name: string;
  result: "created" | "updated" | "unchanged" | "refused";
  /** Why it was refused; empty for a good row. */
  reasons: readonly string[];
};

export type ImportSummary = Record<Outcome["result"], number> & {
  rows: number;
  /** Slugs of the categories that the import made. */
  newCategories: string[];
  /** Categories that rows name and the shop lacks, with how many rows name them. */
  unknownCategories: { slug: string; rows: number }[];
};

export const emptySummary = (): ImportSummary => ({
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  newCategories: [],
  unknownCategories: [],
});

const MAX_TOLD = 120;

/** What a bad row says, fit to be shown. */
export const printable = (cell: unknown) =>
  (typeof cell === "string" ? cell : "")
    .slice(0, MAX_TOLD)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
