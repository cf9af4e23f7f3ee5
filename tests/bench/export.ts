import { readFileSync } from "node:fs";

const PAGE_EVERY_MS = 50;

type Row = { export: string; seconds: string; MB: string; "RSS before": number; "RSS peak": number } & Pages;
type Pages = { "page p50 ms": number; "page p99 ms": number; "alone p50 ms": number; "alone p99 ms": number };

/** Exports everything, looking at a page again and again meanwhile and watching the memory of the server. */
export async function benchExport(origin: string, page: string, pid: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of ["products.csv", "products.ndjson"]) {
    const alone = await visits(origin, page, new Promise((resolve) => setTimeout(resolve, 3_000)));
    const before = residentMb(pid);
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, residentMb(pid))), 20);
    const started = performance.now();
    let seconds = 0;
    const bytes = take(`${origin}/api/${file}`).finally(
      () => (seconds = (performance.now() - started) / 1_000),
    );
    const during = await visits(origin, page, bytes);
    clearInterval(watch);
    rows.push({
      export: file,
      seconds: seconds.toFixed(2),
      MB: ((await bytes) / 1e6).toFixed(1),
      "RSS before": before,
      "RSS peak": peak,
      "page p50 ms": during(0.5),
      "page p99 ms": during(0.99),
      "alone p50 ms": alone(0.5),
      "alone p99 ms": alone(0.99),
    });
  }
  return rows;
}

async function take(url: string) {
  const response = await fetch(url);
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.byteLength;
  return bytes;
}

/** How long a page took, at any quantile, while `meanwhile` was under way. */
async function visits(origin: string, page: string, meanwhile: Promise<unknown>) {
  let over = false;
  void meanwhile.finally(() => (over = true));
  const times: number[] = [];
  while (!over) {
    const started = performance.now();
    await (await fetch(`${origin}${page}`)).arrayBuffer();
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, PAGE_EVERY_MS));
  }
  times.sort((a, b) => a - b);
  return (quantile: number) => Math.round(times[Math.floor((times.length - 1) * quantile)] ?? 0);
}

/** Only Linux tells. */
function residentMb(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}
