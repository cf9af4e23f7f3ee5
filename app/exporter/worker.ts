// A thread of its own: it reads on a connection beside the shop's, and turns rows into lines while the shop answers others.
import { parentPort, workerData } from "node:worker_threads";
import type { ExportRow } from "~/db/export-products.server";
import { openReader } from "~/db/reader.server";
import { csvOf, ndjsonOf } from "./lines";
import { type After, type Ask, BATCH, type Reply, type Start } from "./protocol";

const { place, site } = workerData as Start;
const reader = openReader(place);
const encoder = new TextEncoder();

// One after the other: the heap has room for the rows of one.
let turn = Promise.resolve();
parentPort?.on("message", (ask: Ask) => {
  turn = turn.then(async () => {
    const reply: Reply = await answer(ask).catch((fault: Error) => ({ number: ask.number, fault }));
    parentPort?.postMessage(reply);
  });
});

/** Writes as many of the next rows as fit. */
async function answer({ number, format, slab, statement }: Ask): Promise<Reply> {
  const read = await reader;
  const texts = await read(statement);
  const room = new Uint8Array(slab);
  let bytes = 0;
  let after: After | undefined;
  for (const text of texts) {
    const row = JSON.parse(text) as ExportRow;
    const line = format === "csv" ? csvOf(row) : ndjsonOf(row, site);
    const { read, written } = encoder.encodeInto(line, room.subarray(bytes));
    if (read < line.length) {
      if (after === undefined) throw new Error(`product ${row.id} is too long for an export`);
      return { number, bytes, after };
    }
    bytes += written;
    after = { id: row.id, createdAt: row.createdAt };
  }
  return { number, bytes, after: texts.length === BATCH ? after : undefined };
}
