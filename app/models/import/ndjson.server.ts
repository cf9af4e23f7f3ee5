import { createReadStream } from "node:fs";
import type { Line } from "./reading.server";

const LIMIT_BYTES = 500_000;
const NEWLINE = 0x0a;
const NO_BYTES = Buffer.alloc(0);

/** The objects of an NDJSON file, each with the line it is on. A line that is no object comes with the reason; empty ones are passed over. */
export async function* readNdjson(file: string): AsyncGenerator<Line> {
  let line = 0;
  let rest = NO_BYTES;
  let tooLong = false;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield* told(++line, Buffer.concat([rest, chunk.subarray(start, end)]), tooLong);
      start = end + 1;
      rest = NO_BYTES;
      tooLong = false;
    }
    tooLong ||= rest.length + chunk.length - start > LIMIT_BYTES;
    rest = tooLong ? NO_BYTES : Buffer.concat([rest, chunk.subarray(start)]);
  }
  yield* told(line + 1, rest, tooLong);
}

function* told(line: number, bytes: Buffer, tooLong: boolean): Generator<Line> {
  if (tooLong || bytes.length > LIMIT_BYTES) {
    yield { line, reasons: [`the line is longer than ${LIMIT_BYTES} bytes`] };
    return;
  }
  const text = bytes
    .toString()
    .replace(line === 1 ? /^\ufeff/ : "", "")
    .trim();
  if (text === "") return;
  const value = parsed(text);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  yield isObject
    ? { line, said: value as Record<string, unknown> }
    : { line, reasons: ["the line is not a JSON object"] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
