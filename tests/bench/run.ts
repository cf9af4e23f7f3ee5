// npm run bench: what our answers cost, as ratios against bare servers that send the same bytes in the same run.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import { type Sent, targetsOf } from "./targets";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
// BENCH_EXPORT=100000 measures the export of so many products, and nothing else.
const EXPORTED = Number(process.env.BENCH_EXPORT ?? 0);
const PRODUCTS = EXPORTED || Number(process.env.BENCH_PRODUCTS ?? 10_000);

const folder = mkdtempSync(path.join(tmpdir(), "atelier-bench-"));
process.env.DATA_DIR = folder;
const children: ChildProcess[] = [];
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const { fill } = await import("./fill");
const { slug, id, token } = await fill(PRODUCTS);

const ours = await start("build/server.js", [], {
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  PORT: "0",
  RATE_LIMIT: "off",
  LOG_LEVEL: "warn",
});

if (EXPORTED > 0) {
  const { benchExport } = await import("./export");
  console.table(await benchExport(ours, `/products/${slug}`, children[0]?.pid ?? 0));
  process.exit(0);
}

const all = targetsOf({ slug, id, lastPart: await lastPart(), newProduct });
const targets = all.filter(({ name }) => name.includes(process.env.BENCH_ONLY ?? ""));

const rows = [];
for (const target of targets) {
  const answer = path.join(folder, "answer.json");
  writeFileSync(answer, JSON.stringify(await recordAnswer(`${ours}${target.path}`, target.request?.())));
  const bare = await start("tests/bench/bare.mjs", ["http", answer]);
  const router = await start("tests/bench/bare.mjs", ["router", answer]);
  const urls = {
    ours: `${ours}${target.path}`,
    bare: `${bare}${target.path}`,
    router: `${router}${target.path}`,
  };
  const rates = await interleave(urls, target.request);
  children.splice(1).forEach((child) => void child.kill("SIGKILL"));
  rows.push({
    answer: target.name,
    "ours/s": Math.round(rates.ours),
    "node:http/s": Math.round(rates.bare),
    "React Router/s": Math.round(rates.router),
    "of node:http": (rates.ours / rates.bare).toFixed(4),
    "of React Router": (rates.ours / rates.router).toFixed(3),
    mark: target.mark ?? "",
  });
}
console.table(rows);
process.exit(0);

/** The end of the list by its cursor: BENCH_PRODUCTS=1000000 shows that depth costs nothing. */
async function lastPart() {
  const page = Math.max(Math.floor(PRODUCTS / 20) - 1, 1);
  const response = await fetch(`${ours}/api/products?limit=20&page=${page}`);
  const { pagination } = (await response.json()) as { pagination: { next: string | null } };
  return `/api/products?limit=20&cursor=${pagination.next}`;
}

/** Medians of requests a second, each server in turn in every round, so that a slow minute of the machine meets all of them. */
async function interleave<K extends string>(
  urls: Record<K, string>,
  request?: () => Sent,
): Promise<Record<K, number>> {
  const names = Object.keys(urls) as K[];
  const seen = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const { requests, non2xx, errors } = await autocannon({
        url: urls[name],
        connections: 16,
        duration: SECONDS,
        ...(request && { requests: [{ setupRequest: (asked) => ({ ...asked, ...request() }) }] }),
      });
      if (errors > 0 || (request && non2xx > 0))
        throw new Error(`${name} had ${errors} errors and ${non2xx} refusals`);
      seen[name].push(requests.average);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(seen[name])])) as Record<K, number>;
}

function median(values: number[]) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
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

async function recordAnswer(url: string, sent?: Sent) {
  const response = await fetch(url, sent);
  const headers = Object.fromEntries(response.headers);
  for (const hop of ["connection", "keep-alive", "transfer-encoding", "date", "content-length"])
    delete headers[hop];
  return {
    status: response.status,
    headers,
    body: Buffer.from(await response.arrayBuffer()).toString("base64"),
  };
}

/** Starts a script on the second core, where there is one, and answers with its origin. */
async function start(script: string, args: string[], env: Record<string, string> = {}) {
  const pinned = canPin() ? ["taskset", "-c", "1"] : [];
  const [command = process.execPath, ...rest] = [...pinned, process.execPath, script, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  for await (const chunk of child.stdout ?? []) {
    const port = /(?:127\.0\.0\.1:|localhost:|^)(\d{4,5})/m.exec(String(chunk))?.[1];
    if (port) {
      child.stdout?.resume();
      return `http://127.0.0.1:${port}`;
    }
  }
  throw new Error(`${script} did not start`);
}

function canPin() {
  try {
    execFileSync("taskset", ["-c", "1", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
