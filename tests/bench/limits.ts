import type { Result } from "./load";
import { interleave } from "./load";
import type { Server } from "./servers";

const ROUNDS = 8;

type Row = {
  counted: string;
  "ours/s": number;
  "uncounted/s": number;
  "costs of the rate": string;
  "costs of CPU": string;
};

/** What it costs that requests are counted: the same answers with RATE_LIMIT and without, alternately. The mark is 5 %. */
export async function benchLimits(
  servers: { counted: Server; free: Server },
  paths: readonly string[],
  seconds: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const path of paths) {
    const { counted, free } = await interleave(servers, { path }, { rounds: ROUNDS, seconds });
    rows.push({
      counted: path,
      "ours/s": Math.round(counted.rate),
      "uncounted/s": Math.round(free.rate),
      "costs of the rate": percent(1 - counted.rate / free.rate),
      "costs of CPU": percent(costOf(counted, free)),
    });
  }
  return rows;
}

const costOf = (counted: Result, free: Result) => counted.cpuMs / free.cpuMs - 1;

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
