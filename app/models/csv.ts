/** A spreadsheet takes a cell that begins with one of these for a formula, and runs it. */
const STARTS_FORMULA = /^'*[=+\-@\t\r\n]/;
const GUARDED = /^'+[=+\-@\t\r\n]/;

/** A row as RFC 4180 writes it, with its line end. No cell of it starts a formula. */
export function csvLine(cells: readonly (string | number | boolean | null)[]) {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

/** What a cell of {@link csvLine} meant: the apostrophe in front of a formula is none of its text. */
export const unguarded = (cell: string) => (GUARDED.test(cell) ? cell.slice(1) : cell);

function cellOf(value: string | number | boolean | null) {
  const text = value === null ? "" : String(value);
  const guarded = typeof value === "string" && STARTS_FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
