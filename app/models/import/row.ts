import { z } from "zod";
import { Currency, PriceCents } from "~/models/money";
import { ProductBody } from "~/models/product/body";
import { ProductInput, Sku } from "~/models/product/input";
import { text } from "~/models/text";
import type { exportColumns } from "./columns";

type Column = (typeof exportColumns)[number];

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
  published: z
    .string()
    .toLowerCase() // Excel writes TRUE
    .pipe(z.enum(["true", "false", ""], "use true or false"))
    .optional(),
} satisfies Record<Column, z.ZodType>);

/** What a row says of a product. What it does not say stays as it is, or is as a new product has it. */
export type ImportRow = Omit<ProductInput, "sku" | "summary" | "description" | "tiers"> & {
  sku: string;
  summary: string;
  description?: string;
  monthlyDownloads?: number | null;
  tiers?: ProductInput["tiers"];
};

/** The file's version is the software's release, never the row's version. */
const CsvRow = Cells.transform(
  ({ version, price_cents, downloads_a_month, published, ...told }): ImportRow => ({
    ...told,
    release: version,
    priceCents: price_cents,
    monthlyDownloads: downloads_a_month,
    published: published !== "false",
  }),
);

/** A line of NDJSON is a body of the API, by its sku. */
const BodyRow = ProductBody.transform((body, context): ImportRow => {
  if (body.sku) return { ...body, sku: body.sku };
  context.addIssue({ code: "custom", path: ["sku"], message: "Give the product a sku" });
  return z.NEVER;
});

type Parsed = { row: ImportRow } | { reasons: string[] };

/** The row, or every reason why it does not fit, in the words of the file's columns. */
export function parseCells(cells: Record<string, unknown>): Parsed {
  const parsed = CsvRow.safeParse(cells);
  if (parsed.success) return { row: parsed.data };
  return { reasons: [...new Set(parsed.error.issues.map(reasonOf))] };
}

/** The row of a line of NDJSON, or every reason why it does not fit, each with its path. */
export function parseBody(body: Record<string, unknown>): Parsed {
  const parsed = BodyRow.safeParse(body);
  if (parsed.success) return { row: parsed.data };
  const reasons = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => `${key.slice(0, 80)}: this is not known here; leave it out`)
      : [`${issue.path.join(".") || "the line"}: ${lowerFirst(issue.message)}`],
  );
  return { reasons: [...new Set(reasons)].slice(0, MAX_REASONS) };
}

const MAX_REASONS = 20;

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
