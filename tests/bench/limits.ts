import { interleave, median, type Result } from "./load";
import type { Server } from "./servers";

/** The same program in another process is up to a tenth faster or slower, so several pairs of processes are asked. */
const PAIRS = 5;
const ROUNDS = 3;

type Pair = { counted: Server; free: Server };
type Row = {
  counted: string;
  "ours/s": number;
  "uncounted/s": number;
  "costs of CPU": string;
  "of each pair": string;
};

/** What it costs that requests are counted: the same answers with RATE_LIMIT and without, alternately. The mark is 5 %. */
export async function benchLimits(
  startPair: () => Promise<Pair>,
  paths: readonly string[],
  seconds: number,
): Promise<Row[]> {
  const seen = paths.map((path) => ({ path, pairs: [] as Record<keyof Pair, Result>[] }));
  for (let pair = 0; pair < PAIRS; pair++) {
    const servers = await startPair();
    for (const { path, pairs } of seen)
      pairs.push(await interleave(servers, { path }, { rounds: ROUNDS, seconds }));
    for (const { stop } of Object.values(servers)) stop();
  }
  return seen.map(({ path, pairs }) => {
    const costs = pairs.map(({ counted, free }) => counted.cpuMs / free.cpuMs - 1);
    const rate = (name: keyof Pair) => Math.round(median(pairs.map((pair) => pair[name].rate)));
    return {
      counted: path,
      "ours/s": rate("counted"),
      "uncounted/s": rate("free"),
      "costs of CPU": percent(median(costs)),
      "of each pair": costs.map(percent).join(", "),
    };
  });
}

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
