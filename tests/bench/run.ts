// npm run bench: what our answers cost, as ratios against bare servers that send the same bytes in the same run.

import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { interleave } from "./load";
import { start, startShop } from "./servers";
import { anew, type Sent, type Target, targetsOf } from "./targets";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
// BENCH_EXPORT=100000 measures the export of so many products, and nothing else; BENCH_LIMITS=on what rate limits cost.
const EXPORTED = Number(process.env.BENCH_EXPORT ?? 0);
const LIMITS = process.env.BENCH_LIMITS === "on";
const PRODUCTS = EXPORTED || Number(process.env.BENCH_PRODUCTS ?? 10_000);

const folder = mkdtempSync(path.join(tmpdir(), "atelier-bench-"));
const twin = `${folder}-twin`;
process.env.DATA_DIR = folder;
process.once("exit", () => {
  for (const each of [folder, twin]) rmSync(each, { recursive: true, force: true });
});

const { fill } = await import("./fill");
const { slug, id, token } = await fill(PRODUCTS);
if (LIMITS) cpSync(folder, twin, { recursive: true });

const startOurs = (env = {}) => startShop({ RATE_LIMIT: "off", ...env });

if (LIMITS) {
  const { benchLimits } = await import("./limits");
  const most = "1000000000";
  const startPair = async () => ({
    counted: await startOurs({ DATA_DIR: twin, RATE_LIMIT: `${most},${most}` }),
    free: await startOurs(),
  });
  const paths = [`/api/products/${id}`, "/api/products?limit=20", "/api/system/middleware-state"];
  console.table(await benchLimits(startPair, paths, SECONDS));
  process.exit(0);
}

const server = await startOurs();
const ours = server.origin;

if (EXPORTED > 0) {
  const { benchExport } = await import("./export");
  console.table(await benchExport(ours, `/products/${slug}`, server.pid));
  process.exit(0);
}

if (process.env.BENCH_ONLY === "devices") await devices();

const all = targetsOf({ slug, id, lastPart: await lastPart(), newProduct });
const targets = all.filter(({ name }) => name.includes(process.env.BENCH_ONLY ?? ""));

const rows = [];
for (const target of targets) {
  const answer = path.join(folder, "answer.json");
  writeFileSync(answer, JSON.stringify(await recordAnswer(target)));
  const bare = await start("tests/bench/bare.mjs", ["http", answer]);
  const router = await start("tests/bench/bare.mjs", ["router", answer]);
  const results = await interleave({ ours: server, bare, router }, target, {
    rounds: ROUNDS,
    seconds: SECONDS,
  });
  for (const { stop } of [bare, router]) stop();
  rows.push({
    answer: target.name,
    "ours/s": Math.round(results.ours.rate),
    "CPU ms": results.ours.cpuMs.toFixed(2),
    "node:http/s": Math.round(results.bare.rate),
    "React Router/s": Math.round(results.router.rate),
    "of node:http": (results.ours.rate / results.bare.rate).toFixed(4),
    "of React Router": (results.ours.rate / results.router.rate).toFixed(3),
    mark: target.mark ?? "",
  });
}
console.table(rows);
if (process.env.BENCH_ONLY === undefined) await devices();
process.exit(0);

/** On servers of their own, over the same shop. */
async function devices(): Promise<never> {
  server.stop();
  const { benchDevices } = await import("./devices/bench");
  await benchDevices(token);
  process.exit(0);
}

/** The end of the list by its cursor: BENCH_PRODUCTS=1000000 shows that depth costs nothing. */
async function lastPart() {
  const page = Math.max(Math.floor(PRODUCTS / 20) - 1, 1);
  const response = await fetch(`${ours}/api/products?limit=20&page=${page}`);
  const { pagination } = (await response.json()) as { pagination: { next: string | null } };
  return `/api/products?limit=20&cursor=${pagination.next}`;
}

/** A product with tiers, never the same one, under an Idempotency-Key: with its events five tables in one durable change. */
function newProduct(): Sent {
  const name = `Written ${randomUUID()}`;
  const tiers = [
    { name: "One", priceCents: 900 },
    { name: "Team", priceCents: 2_900, checkoutUrl: "https://pay.example.com/team" },
  ];
  return {
    method: "POST",
    headers: {
      "x-api-key": token,
      "Idempotency-Key": name.replace(" ", "-"),
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ name, category: "bench-3", priceCents: 900, published: true, tiers }),
  };
}

/** A kept one when it is asked for once more. */
async function recordAnswer({ path, kept, request }: Target) {
  const sent = request?.() ?? { headers: { "Accept-Encoding": "identity", ...(kept ? {} : anew) } };
  if (kept) for (let turn = 0; turn < 2; turn++) await (await fetch(ours + path, sent)).text();
  const response = await fetch(ours + path, sent);
  const headers = Object.fromEntries(response.headers);
  for (const hop of ["connection", "keep-alive", "transfer-encoding", "date", "content-length"])
    delete headers[hop];
  return {
    status: response.status,
    headers,
    body: Buffer.from(await response.arrayBuffer()).toString("base64"),
  };
}
