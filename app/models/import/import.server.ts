import { setImmediate as nextTurn } from "node:timers/promises";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { compareBatch, type GoodRow, writeBatch } from "./batch.server";
import { createMissingCategories, listCategoryIds, type NewCategory } from "./categories.server";
import { columns } from "./columns";
import { emptySummary, type ImportSummary, type Outcome, printable } from "./outcome";
import { type Line, readLines } from "./reading.server";
import { parseRow } from "./row";

/** Rows of one change: large enough to be quick, small enough that nobody waits long for the database. */
const BATCH = 200;

const STOPPED = "The import was stopped. What it did is kept; run it again for the rest.";

type Import = {
  /** The path of the CSV file. */
  file: string;
  /** Only say what would happen. */
  dryRun: boolean;
  /** Categories to make if the shop lacks them. Any other category that it lacks is unknown. */
  newCategories?: readonly NewCategory[];
};
type By = {
  actor: string | null;
  /** Fires when nobody waits for the rest any more. */
  stopped?: AbortSignal;
  onOutcomes?: (outcomes: readonly Outcome[], progress: { done: number; total: number }) => void;
};

/**
 * Brings the rows of a CSV file onto the shelf: by its sku a product is made, or gets what the file says; a row that says
 * nothing new changes nothing. A bad row is told and left out, the good ones around it stay. Each batch is one change, so
 * that an import cut short is finished by running it again. Throws `Failure` invalid, before anything is changed, when the
 * file as a whole does not fit.
 */
export async function importProducts(
  { file, dryRun, newCategories = [] }: Import,
  by: By,
): Promise<ImportSummary> {
  const total = await countRows(file);
  const summary = emptySummary();
  const categories = await listCategoryIds();
  if (dryRun) {
    summary.newCategories = newCategories.map(({ slug }) => slug).filter((slug) => !categories.has(slug));
    for (const slug of summary.newCategories) categories.set(slug, "");
  } else if (newCategories.length > 0) {
    summary.newCategories = await createMissingCategories(newCategories, by);
    for (const [slug, id] of await listCategoryIds()) categories.set(slug, id);
  }

  const judge = judgement(categories, summary);
  for await (const lines of inBatches(readLines(file, columns))) {
    const judged = lines.map(judge);
    const good = judged.filter((one) => "row" in one);
    const written = await (dryRun ? compareBatch(good) : writeBatch(good, by));
    const outcomes = [...judged.filter((one) => "result" in one), ...written].sort((a, b) => a.line - b.line);
    for (const { result } of outcomes) summary[result]++;
    summary.rows += outcomes.length;
    by.onOutcomes?.(outcomes, { done: summary.rows, total });
    await nextTurn();
    if (by.stopped?.aborted) throw new Failure("conflict", STOPPED);
  }
  if (!dryRun && summary.created + summary.updated > 0) await recordFinished(summary, by);
  return summary;
}

/** Reads the whole file once, so that a file that does not fit is refused before its first row is written. */
async function countRows(file: string) {
  let count = 0;
  for await (const _line of readLines(file, columns)) count++;
  return count;
}

async function* inBatches(lines: AsyncIterable<Line>) {
  let batch: Line[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Tells good rows from bad ones. It remembers the skus of the file's good rows: the first one has it. */
function judgement(categories: ReadonlyMap<string, string>, summary: ImportSummary) {
  const firstLines = new Map<string, number>();
  return (line: Line): GoodRow | Outcome => {
    const refused = (reasons: string[], cells?: Record<string, string>): Outcome => ({
      line: line.line,
      sku: printable(cells?.sku),
      name: printable(cells?.name),
      result: "refused",
      reasons,
    });
    if ("reasons" in line) return refused(line.reasons);
    const parsed = parseRow(line.cells);
    if ("reasons" in parsed) return refused(parsed.reasons, line.cells);
    const { row } = parsed;
    const first = firstLines.get(row.sku);
    if (first) return refused([`duplicate sku in file: line ${first} has it`], line.cells);
    const categoryId = categories.get(row.category);
    if (categoryId === undefined) {
      countUnknown(summary, row.category);
      return refused([`unknown category ${row.category}`], line.cells);
    }
    firstLines.set(row.sku, line.line);
    return { line: line.line, row, categoryId };
  };
}

function countUnknown({ unknownCategories }: ImportSummary, slug: string) {
  const known = unknownCategories.find((one) => one.slug === slug);
  if (known) known.rows++;
  else unknownCategories.push({ slug, rows: 1 });
}

async function recordFinished(summary: ImportSummary, { actor }: By) {
  const { unknownCategories: _names, ...data } = summary;
  await change(async () => record({ type: "import.finished", subject: "import", actor, data }));
}
