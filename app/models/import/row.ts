import { z } from "zod";
import { Currency, PriceCents } from "~/models/money";
import { ProductInput, Sku } from "~/models/product/input";
import { text } from "~/models/text";
import type { columns } from "./columns";

type Column = (typeof columns)[number];

// Twenty digits are too large for every column; a million of them would be Infinity, which is no number.
const wholeNumber = (cell: unknown) =>
  typeof cell === "string" && /^-?\d+$/.test(cell) ? Number(cell.slice(0, 20)) : Number.NaN;
const emptyIsNull = (cell: unknown) => (cell === "" ? null : cell);

const Cells = z.object({
  sku: Sku,
  name: ProductInput.shape.name,
  summary: ProductInput.shape.summary,
  version: z.preprocess(emptyIsNull, text({ max: 40 }).nullable()),
  category: text({ min: 1, max: 80, missing: "Choose a category" }),
  price_cents: z.preprocess(wholeNumber, PriceCents),
  currency: Currency,
  downloads_a_month: z.preprocess(
    (cell) => (cell === "" ? null : wholeNumber(cell)),
    z.number().int().min(0).nullable(),
  ),
} satisfies Record<Column, z.ZodType>);

/** A row that fits: what the file says of a product. The file's version is the software's release, never the row's version. */
const ImportRow = Cells.transform(({ version, price_cents, downloads_a_month, ...told }) => ({
  ...told,
  release: version,
  priceCents: price_cents,
  monthlyDownloads: downloads_a_month,
}));
export type ImportRow = z.infer<typeof ImportRow>;

/** The row, or every reason why it does not fit, in the words of the file's columns. */
export function parseRow(cells: Record<string, string>): { row: ImportRow } | { reasons: string[] } {
  const parsed = ImportRow.safeParse(cells);
  if (parsed.success) return { row: parsed.data };
  return { reasons: [...new Set(parsed.error.issues.map(reasonOf))] };
}

function reasonOf(issue: z.core.$ZodIssue) {
  const column = issue.path.join(".");
  const isText = "origin" in issue && issue.origin === "string";
  switch (issue.code) {
    case "too_small":
      return isText ? `${column} required` : `${column} must be 0 or more`;
    case "too_big":
      return isText ? `${column} too long: ${lowerFirst(issue.message)}` : `${column} too large`;
    case "invalid_type":
      return `${column} must be a whole number`;
    default:
      return `${column}: ${lowerFirst(issue.message)}`;
  }
}

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
