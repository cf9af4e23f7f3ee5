import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { type CsvError, type Info, parse } from "csv-parse";
import { unguarded } from "~/models/csv";
import { Failure } from "~/models/failure";

export type Line = { line: number; cells: Record<string, string> } | { line: number; reasons: string[] };

type Parsed = { record: string[]; info: Info; raw: string };

/**
 * The rows of a CSV file as they stand, each with the line it begins on. The first row names the columns; others than `columns`
 * are passed over. A row that is no row of this file comes with the reason. Throws `Failure` invalid when the file as a whole
 * does not fit: it cannot be read, is not UTF-8, or lacks one of `columns`.
 */
export async function* readLines(file: string, columns: readonly string[]): AsyncGenerator<Line> {
  let unclosed = "";
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
  });
  const records = pipeline(Readable.from(decode(file)), parser, () => undefined);
  let header: string[] | undefined;
  let lastLine = 0;
  const lineOf = (raw: string) => lastLine + 1 + (/^[\r\n]*/.exec(raw)?.[0].length ?? 0);
  for await (const { record, info, raw } of records as AsyncIterable<Parsed>) {
    const line = lineOf(raw);
    lastLine = info.lines;
    if (!header) header = readHeader(record, columns);
    else yield { line, ...cellsOf(header, record, columns) };
  }
  if (!header) throw new Failure("invalid", `The file is empty: its first line names the columns ${columns}`);
  if (unclosed) yield { line: lineOf(unclosed), reasons: ["a quote is opened and never closed"] };
}

function readHeader(record: string[], columns: readonly string[]) {
  const header = record.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new Failure(
      "invalid",
      `The file lacks the column ${missing.join(", ")}: its first line must name ${columns.join(", ")}, separated by commas`,
    );
  }
  const twice = columns.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice) throw new Failure("invalid", `The file has the column ${twice} twice`);
  return header;
}

function cellsOf(header: string[], record: string[], columns: readonly string[]) {
  if (record.length !== header.length) {
    return { reasons: [`${record.length} columns where the first line has ${header.length}`] };
  }
  const cells = columns.map((column) => [column, unguarded((record[header.indexOf(column)] ?? "").trim())]);
  return { cells: Object.fromEntries(cells) as Record<string, string> };
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
