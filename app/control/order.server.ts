import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { Failure } from "~/models/failure";
import type { Order } from "./command";

const MAX_INPUT_BYTES = 5_000_000;
const LINE_END = 0x0a;

/** An order on its way: one line of JSON, and behind it the bytes of the file. */
export function sendOrder({ input, file }: Order): Readable {
  return Readable.from(bytesOf({ input, file }), { objectMode: false });
}

async function* bytesOf({ input, file }: Order) {
  yield Buffer.from(`${JSON.stringify({ input, hasFile: file !== undefined })}\n`);
  if (file !== undefined) yield* createReadStream(file);
}

/** The order as it arrives; `rest` is the file, and has to be read. Throws `Failure` invalid. */
export async function readOrder(stream: Readable) {
  const chunks = stream.iterator() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const { value, done } = await chunks.next();
    if (done || head.length > MAX_INPUT_BYTES)
      throw new Failure("invalid", "The order is cut short or too large");
    head = Buffer.concat([head, value]);
    end = head.indexOf(LINE_END);
  }
  const { input, hasFile } = JSON.parse(head.subarray(0, end).toString("utf8")) as {
    input: unknown;
    hasFile: boolean;
  };
  return { input, hasFile, rest: restOf(head.subarray(end + 1), chunks) };
}

async function* restOf(first: Buffer, chunks: AsyncIterator<Buffer>) {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
