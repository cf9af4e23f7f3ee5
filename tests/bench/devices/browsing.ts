import { Agent, get } from "node:http";
import { nowMs, pause } from "./guests";

type Browsing = { origin: string; paths: string[]; perSecond: number; seconds: number };

/**
 * Asks for these addresses in turn, so many a second whatever the answers take. Answers how long each took and what went wrong:
 * statuses from 400 on, and what did not come at all.
 */
export async function browse({ origin, paths, perSecond, seconds }: Browsing) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const errors: string[] = [];
  const underWay = new Set<Promise<void>>();
  const began = nowMs();
  for (let number = 0; number < perSecond * seconds; number++) {
    await pause(Math.max(0, began + (number * 1_000) / perSecond - nowMs()));
    const path = paths[number % paths.length] ?? "/";
    const asked = ask(path).finally(() => underWay.delete(asked));
    underWay.add(asked);
  }
  await Promise.all(underWay);
  agent.destroy();
  return { times, errors };

  async function ask(path: string) {
    const asked = nowMs();
    try {
      const status = await statusOf(`${origin}${path}`, agent);
      times.push(nowMs() - asked);
      if (status >= 400) errors.push(`${status} ${path}`);
    } catch (error) {
      errors.push(`${error} ${path}`);
    }
  }
}

function statusOf(url: string, agent: Agent) {
  return new Promise<number>((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.once("end", () => resolve(response.statusCode ?? 0));
      response.once("error", reject);
      response.resume();
    });
    request.once("error", reject);
  });
}
