import { availableParallelism, loadavg } from "node:os";
import { expect } from "vitest";

/** Requirement G5: bad input is answered within this. */
const MARK_MS = 200;
const PAUSE_MS = 500;

/**
 * Asks, and measures how long the answer took. A refusal that took too long is asked for again after a pause, for these tests
 * share their cores with each other and with the servers they start: once, or up to four times while more is running on this
 * machine than it has cores. Every try is measured alike and the last one counts, so what is slow by itself fails all the same.
 * What is refused changed nothing, so asking again is harmless.
 */
export async function measured<T>(
  ask: () => Promise<T>,
  isRefusal: (answer: T) => boolean,
): Promise<T & { ms: number }> {
  for (let tries = isBusy() ? 4 : 1; ; tries--) {
    const answer = await timed(ask);
    if (answer.ms < MARK_MS || !isRefusal(answer) || tries === 0) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const isBusy = () => (loadavg()[0] ?? 0) > availableParallelism();

async function timed<T>(ask: () => Promise<T>) {
  const began = performance.now();
  const answer = await ask();
  return Object.assign(answer as T & object, { ms: performance.now() - began });
}

export const isBadInput = ({ status }: { status: number }) =>
  [400, 404, 405, 413, 414, 415, 422, 431].includes(status);

export function expectPrompt({ ms }: { ms: number }, what?: string) {
  expect(ms, `milliseconds until ${what ?? "bad input"} was refused`).toBeLessThan(MARK_MS);
}
