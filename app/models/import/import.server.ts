import { setImmediate as nextTurn } from "node:timers/promises";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { compareBatch, type GoodRow, writeBatch } from "./batch.server";
import { createMissingCategories, listCategoryIds, type NewCategory } from "./categories.server";
import { formats, type ImportFormat } from "./format.server";
import { emptySummary, type ImportSummary, type Outcome, printable } from "./outcome";
import type { Line } from "./reading.server";

/** Rows of one change: large enough to be quick, small enough that nobody waits long for the database. */
const BATCH = 200;

const STOPPED = "The import was stopped. What it did is kept; run it again for the rest.";

type Import = {
  /** The path of the file. */
  file: string;
  format?: ImportFormat;
  /** Only say what would happen. */
  dryRun: boolean;
  /** Categories to make if the shop lacks them. Any other category that it lacks is unknown. */
  newCategories?: readonly NewCategory[];
  /** How many rows an earlier run of the same import has settled: they are passed over. */
  settled?: number;
};
type Progress = { done: number; total: number };
type By = {
  actor: string | null;
  /** Fires when nobody waits for the rest any more. */
  stopped?: AbortSignal;
  /** Runs in the change that writes the rows it tells of, and may run again when that had to. */
  keep?: (outcomes: readonly Outcome[], progress: Progress) => Promise<void>;
  onOutcomes?: (outcomes: readonly Outcome[], progress: Progress) => void;
};

/**
 * Brings the rows of a file onto the shelf: by its sku a product is made, or gets what the file says; a row that says
 * nothing new changes nothing. A bad row is told and left out, the good ones around it stay. Each batch is one change, so
 * that an import cut short is finished by running it again. Throws `Failure` invalid, before anything is changed, when the
 * file as a whole does not fit.
 */
export async function importProducts(
  { file, format = "csv", dryRun, newCategories = [], settled = 0 }: Import,
  by: By,
): Promise<ImportSummary> {
  const { read, parse } = formats[format];
  const total = await countRows(read(file), by);
  const summary = emptySummary();
  const categories = await listCategoryIds();
  if (dryRun) {
    summary.newCategories = newCategories.map(({ slug }) => slug).filter((slug) => !categories.has(slug));
    for (const slug of summary.newCategories) categories.set(slug, "");
  } else if (newCategories.length > 0) {
    summary.newCategories = await createMissingCategories(newCategories, by);
    for (const [slug, id] of await listCategoryIds()) categories.set(slug, id);
  }

  const judge = judgement({ parse, categories, summary });
  let done = 0;
  for await (const lines of inBatches(read(file))) {
    const judged = lines.map(judge);
    done += lines.length;
    if (done > settled) {
      const progress = { done, total };
      const outcomes = await settle(judged, { dryRun, progress }, by);
      for (const { result } of outcomes) summary[result]++;
      summary.rows += outcomes.length;
      by.onOutcomes?.(outcomes, progress);
    }
    await nextTurn();
    requireWanted(by);
  }
  if (!dryRun && !by.keep && summary.created + summary.updated > 0) await recordFinished(summary, by);
  return summary;
}

/** What becomes of a batch, in the order of the file. */
async function settle(
  judged: readonly (GoodRow | Outcome)[],
  { dryRun, progress }: { dryRun: boolean; progress: Progress },
  by: By,
) {
  const good = judged.filter((one) => "row" in one);
  const refused = judged.filter((one) => "result" in one);
  const inOrder = (written: readonly Outcome[]) => [...refused, ...written].sort((a, b) => a.line - b.line);
  const keep = by.keep && (async (written: readonly Outcome[]) => by.keep?.(inOrder(written), progress));
  const { actor } = by;
  return inOrder(await (dryRun ? compareBatch(good, keep) : writeBatch(good, { actor, keep })));
}

/** Reads the whole file once, so that a file that does not fit is refused before its first row is written. */
async function countRows(lines: AsyncIterable<Line>, by: By) {
  let count = 0;
  for await (const _line of lines) {
    requireWanted(by);
    count++;
  }
  return count;
}

function requireWanted({ stopped }: By) {
  if (stopped?.aborted) throw new Failure("conflict", STOPPED);
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

type Judging = {
  parse: (typeof formats)[ImportFormat]["parse"];
  categories: ReadonlyMap<string, string>;
  summary: ImportSummary;
};

/** Tells good rows from bad ones. It remembers the skus of the file's good rows: the first one has it. */
function judgement({ parse, categories, summary }: Judging) {
  const firstLines = new Map<string, number>();
  return (line: Line): GoodRow | Outcome => {
    const refused = (reasons: string[], said: Record<string, unknown> = {}): Outcome => ({
      line: line.line,
      id: null,
      sku: printable(said.sku),
      name: printable(said.name),
      result: "refused",
      reasons,
    });
    if ("reasons" in line) return refused(line.reasons);
    const parsed = parse(line.said);
    if ("reasons" in parsed) return refused(parsed.reasons, line.said);
    const { row } = parsed;
    const first = firstLines.get(row.sku);
    if (first) return refused([`duplicate sku in file: line ${first} has it`], line.said);
    const categoryId = categories.get(row.category);
    if (categoryId === undefined) {
      countUnknown(summary, row.category);
      return refused([`unknown category ${row.category}`], line.said);
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
