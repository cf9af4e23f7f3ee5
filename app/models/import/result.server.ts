import { db } from "~/db/client.server";
import { csvLine } from "~/models/csv";
import { Failure } from "~/models/failure";
import type { ImportFormat } from "./format.server";
import type { Outcome } from "./outcome";
import { getImport } from "./queue.server";

/** The columns of a result, and the members of its lines of JSON. */
export const resultColumns = ["line", "result", "sku", "name", "id", "reasons"] as const;

/**
 * What became of each row, in the order of the file, a batch at a time: a line for each. Throws `Failure` not_found, and
 * conflict while the import is not over.
 */
export async function importResult(id: string, format: ImportFormat) {
  const { state } = await getImport(id);
  if (state === "queued" || state === "running")
    throw new Failure("conflict", "This import is not over yet: ask again when its state says so");
  return lines(id, format);
}

async function* lines(importId: string, format: ImportFormat) {
  const encoder = new TextEncoder();
  if (format === "csv") yield encoder.encode(csvLine(resultColumns));
  let first = -1;
  for (;;) {
    const batch = await db.importBatch.findFirst({
      where: { importId, first: { gt: first } },
      orderBy: { first: "asc" },
      select: { first: true, outcomes: true },
    });
    if (!batch) return;
    first = batch.first;
    const outcomes = batch.outcomes as unknown as Outcome[];
    yield encoder.encode(outcomes.map(format === "csv" ? csvOf : ndjsonOf).join(""));
  }
}

const csvOf = ({ line, result, sku, name, id, reasons }: Outcome) =>
  csvLine([line, result, sku, name, id, reasons.join("; ")]);

const ndjsonOf = ({ line, result, sku, name, id, reasons }: Outcome) =>
  `${JSON.stringify({ line, result, sku, name, id, reasons })}\n`;
