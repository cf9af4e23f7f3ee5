import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { type CsvError, type Info, parse } from "csv-parse";
import { unguarded } from "~/models/csv";
import { Failure } from "~/models/failure";

/** What a row says, or why it is no row. */
export type Line = { line: number; said: Record<string, unknown> } | { line: number; reasons: string[] };

/** How far a row may reach: what begins further back than that has a quote that is never closed. */
const LIMIT_BYTES = 5_000_000;

type Parsed = { record: string[]; info: Info; raw: string };

/**
 * The rows of a CSV file as they stand, each with the line it begins on. The first row names the columns; others than `columns`
 * and `optional` are passed over. A row that is no row of this file comes with the reason. Throws `Failure` invalid when the
 * file as a whole does not fit: it cannot be read, is not UTF-8, lacks one of `columns`, or has a row without end.
 */
export async function* readCsv(
  file: string,
  columns: readonly string[],
  optional: readonly string[] = [],
): AsyncGenerator<Line> {
  let unclosed = "";
  const reached = { bytes: 0, line: 1 };
  const parser = parse({
    info: true,
    raw: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(_error: CsvError | undefined, raw = "") {
      unclosed = raw;
      return undefined;
    },
    on_record(record: string[], { bytes, lines }) {
      reached.bytes = bytes;
      reached.line = lines;
      return record;
    },
  });
  const records = pipeline(Readable.from(bounded(decode(file), reached)), parser, () => undefined);
  let header: string[] | undefined;
  let wanted = columns;
  let lastLine = 0;
  const lineOf = (raw: string) => lastLine + 1 + (/^[\r\n]*/.exec(raw)?.[0].length ?? 0);
  for await (const { record, info, raw } of records as AsyncIterable<Parsed>) {
    const line = lineOf(raw);
    lastLine = info.lines;
    if (!header) {
      header = readHeader(record, columns, optional);
      wanted = [...columns, ...optional].filter((column) => header?.includes(column));
    } else yield { line, ...cellsOf(header, record, wanted) };
  }
  if (!header) throw new Failure("invalid", `The file is empty: its first line names the columns ${columns}`);
  if (unclosed) yield { line: lineOf(unclosed), reasons: ["a quote is opened and never closed"] };
}

function readHeader(record: string[], columns: readonly string[], optional: readonly string[]) {
  const header = record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new Failure(
      "invalid",
      `The file lacks the column ${missing.join(", ")}: its first line must name ${columns.join(", ")}, separated by commas`,
    );
  }
  const twice = [...columns, ...optional].find(
    (column) => header.indexOf(column) !== header.lastIndexOf(column),
  );
  if (twice) throw new Failure("invalid", `The file has the column ${twice} twice`);
  return header;
}

function cellsOf(header: string[], record: string[], columns: readonly string[]) {
  if (record.length !== header.length) {
    return { reasons: [`${record.length} columns where the first line has ${header.length}`] };
  }
  const cells = columns.map((column) => [column, unguarded((record[header.indexOf(column)] ?? "").trim())]);
  return { said: Object.fromEntries(cells) as Record<string, string> };
}

/** The same text, as long as the rows in it come to an end. */
async function* bounded(text: AsyncIterable<string>, reached: { bytes: number; line: number }) {
  let given = 0;
  for await (const chunk of text) {
    if (given - reached.bytes > LIMIT_BYTES) {
      const message = `The row on line ${reached.line} is longer than ${LIMIT_BYTES} bytes: look for a quote that is never closed`;
      throw new Failure("invalid", message);
    }
    given += Buffer.byteLength(chunk);
    yield chunk;
  }
}

/** The text of a file. A byte order mark is no part of it. */
async function* decode(file: string) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(file)) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw new Failure("invalid", whyUnreadable(error, file));
  }
}

function whyUnreadable(error: unknown, file: string) {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
    return "The file is not UTF-8: save it again as “CSV UTF-8”";
  if (code === "ENOENT") return `There is no file ${file}`;
  if (code === "EISDIR") return `${file} is a folder: name the CSV file in it`;
  if (code === "EACCES") return `${file} may not be read: give yourself the right to read it`;
  throw error;
}
