import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { databaseFile } from "~/db/dialect.server";
import { exportStatement } from "~/db/export-products.server";
import { env } from "~/env.server";
import { site } from "~/http/site.server";
import type { ExportFormat, ExportQuery } from "~/models/product/export";
import { whereOf } from "~/models/product/where.server";
import { once } from "~/once.server";
import { csvHeader } from "./lines";
import { type After, type Ask, BATCH, type Reply, SLAB_BYTES, type Start } from "./protocol";
import { sweepAfter } from "./sweep.server";

const IDLE_MS = 10_000;
/** Small heaps are swept often. The bound is for a batch of the longest descriptions there can be. */
const HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 96 };

type Waiting = { resolve: (reply: Reply) => void; reject: (error: Error) => void };
type Running = { worker: Worker; waiting: Map<number, Waiting>; idle?: NodeJS.Timeout };

const state = once("exporter", (): { running?: Running; asked: number } => ({ asked: 0 }));

/**
 * The lines of an export as bytes, a few hundred rows at a time. What is created meanwhile is not in it; what is
 * changed is told as it was or as it is. Each part is asked for when it is wanted, and one worker makes them for all callers.
 */
export async function* exportLines(format: ExportFormat, query: ExportQuery) {
  let header = format === "csv" ? csvHeader : "";
  const slab = new SharedArrayBuffer(SLAB_BYTES);
  const asked = { ...whereOf(query), order: query.order, take: BATCH };
  let after: After | undefined;
  do {
    const reply = await ask({ format, statement: exportStatement({ ...asked, after }), slab });
    if ("fault" in reply) throw reply.fault;
    const lines = new Uint8Array(slab, 0, reply.bytes);
    yield header ? Buffer.concat([Buffer.from(header), lines]) : lines.slice();
    sweepAfter(reply.bytes);
    header = "";
    after = reply.after;
  } while (after);
}

/** Ends the worker; whoever waits for it learns that. */
export async function closeExporter() {
  await state.running?.worker.terminate();
}

function ask(wanted: Omit<Ask, "number">) {
  state.running ??= start();
  const { worker, waiting, idle } = state.running;
  clearTimeout(idle);
  const number = ++state.asked;
  return new Promise<Reply>((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    worker.postMessage({ ...wanted, number } satisfies Ask);
  });
}

/** Runs while there is something to export and a moment longer: its memory goes with it. */
function start(): Running {
  const waiting: Running["waiting"] = new Map();
  const workerData: Start = { place: placeOf(), site };
  const worker = built
    ? new Worker(beside("exporter.js"), { workerData, resourceLimits: HEAP })
    : new Worker(sourceLoader, { workerData, eval: true });
  worker.unref();
  const running: Running = { worker, waiting };
  worker.on("message", (reply: Reply) => {
    waiting.get(reply.number)?.resolve(reply);
    waiting.delete(reply.number);
    if (waiting.size === 0) running.idle = setTimeout(retire, IDLE_MS).unref();
  });
  // Whoever asks from now on gets a new one.
  const leave = () => {
    if (state.running === running) state.running = undefined;
    clearTimeout(running.idle);
  };
  const retire = () => {
    leave();
    void worker.terminate();
  };
  const end = (error: Error) => {
    leave();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.once("error", end);
  worker.once("exit", () => end(new Error("The exporter ended before the export did")));
  return running;
}

function placeOf(): Start["place"] {
  return env.DATABASE_URL === undefined
    ? { dialect: "sqlite", file: databaseFile }
    : { dialect: "postgresql", url: env.DATABASE_URL };
}

const built = env.NODE_ENV === "production";
const beside = (name: string) => pathToFileURL(path.join(import.meta.dirname, name));
/** While the shop is being built there is no such file, and a thread does not know by itself how to read TypeScript. */
const sourceLoader = `import("tsx/esm/api").then(({ register }) => { register(); return import("${beside("worker.ts")}"); })`;
