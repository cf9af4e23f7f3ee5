import { createServer, type RequestListener } from "node:http";
import path from "node:path";
import { setFlagsFromString } from "node:v8";

type Entry = typeof import("./app/entry.express");

const CLOSE_LIMIT_MS = 4_500;
const production = process.env.NODE_ENV === "production";
const root = production ? path.dirname(import.meta.dirname) : import.meta.dirname;

// Prisma's query compiler is WebAssembly, whose optimizing at every start cost a second of both cores and 70 MB. What stays
// busy is still optimized.
setFlagsFromString("--wasm-tiering-budget=20000000");

// Node looks at the two limits only every half minute unless it is told here.
const server = createServer({
  connectionsCheckingInterval: 2_000,
  headersTimeout: 10_000,
  requestTimeout: 45_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
});

try {
  const load = production ? loadBuilt : await startVite();
  const entry = await load();
  const house = await entry.openHouse({ root });
  const doors = await entry.openDoors(server);
  await house.greet(doors);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);

  let stopping = false;
  async function stop() {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
    await doors.close();
    await house.close();
    process.exit(0);
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

async function loadBuilt() {
  const entry: Entry = await import(new URL("./server/index.js", import.meta.url).href);
  server.on("request", entry.createApp({ root }));
  return entry;
}

/** While the shop is being built each request meets the newest code. */
async function startVite() {
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" });
  const load = async () => (await vite.ssrLoadModule("./app/entry.express.ts")) as Entry;
  const apps = new WeakMap<Entry, RequestListener>();
  server.on("request", async (request, response) => {
    const entry = await load();
    const app = apps.get(entry) ?? entry.createApp({ root, files: vite.middlewares });
    apps.set(entry, app);
    app(request, response);
  });
  return load;
}

/** One sentence for what the owner can mend; the rest is a fault of ours and shows where. */
function sentenceOf(error: unknown) {
  if (!(error instanceof Error)) return String(error);
  return "forOwner" in error ? error.message : error.stack;
}
