import autocannon from "autocannon";
import { cpuMs, type Server } from "./servers";
import { anew, type Sent } from "./targets";

const CONNECTIONS = 16;
const WARM_SECONDS = 1;

type Asked = { path: string; kept?: boolean; request?: () => Sent };
type Pace = { rounds: number; seconds: number };
/** Requests a second, the median of the rounds, and the CPU time of one, over all of them. */
export type Result = { rate: number; cpuMs: number };

/**
 * Asks each server in turn in every round, so that a slow minute of the machine meets all of them. Before that each is asked for a
 * second that does not count: nobody is measured while his code is still being compiled.
 */
export async function interleave<Name extends string>(
  servers: Record<Name, Server>,
  asked: Asked,
  { rounds, seconds }: Pace,
): Promise<Record<Name, Result>> {
  const names = Object.keys(servers) as Name[];
  for (const name of names) await load(servers[name], asked, WARM_SECONDS);
  const seen = new Map(names.map((name) => [name, { rates: [] as number[], cpu: 0, requests: 0 }]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, sums] of seen) {
      const before = cpuMs(servers[name]);
      const { average, total } = await load(servers[name], asked, seconds);
      sums.rates.push(average);
      sums.cpu += cpuMs(servers[name]) - before;
      sums.requests += total;
    }
  }
  const results = [...seen].map(([name, { rates, cpu, requests }]) => {
    return [name, { rate: median(rates), cpuMs: cpu / requests }] as const;
  });
  return Object.fromEntries(results) as Record<Name, Result>;
}

async function load({ origin }: Server, { path, kept, request }: Asked, duration: number) {
  const { requests, non2xx, errors } = await autocannon({
    url: origin + path,
    connections: CONNECTIONS,
    duration,
    headers: kept ? {} : anew,
    ...(request && { requests: [{ setupRequest: (asked) => ({ ...asked, ...request() }) }] }),
  });
  if (errors > 0 || (request && non2xx > 0))
    throw new Error(`${origin + path} had ${errors} errors and ${non2xx} refusals`);
  return requests;
}

export function median(values: number[]) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
