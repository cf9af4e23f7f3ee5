import { columns, optionalColumns } from "./columns";
import { readNdjson } from "./ndjson.server";
import { type Line, readCsv } from "./reading.server";
import { parseBody, parseCells } from "./row";

/** How each kind of file is read and what its rows say. */
export const formats = {
  csv: { read: (file: string) => readCsv(file, columns, optionalColumns), parse: parseCells },
  ndjson: { read: readNdjson, parse: parseBody },
} satisfies Record<string, { read: (file: string) => AsyncGenerator<Line>; parse: typeof parseCells }>;

export type ImportFormat = keyof typeof formats;
