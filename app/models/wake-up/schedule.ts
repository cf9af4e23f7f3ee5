const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Mail is told of no sooner than this after it came: what comes meanwhile is the same poke, who is connected has fetched it by
 * then, and who has just connected to another process is known here.
 */
export const GATHER_MS = 2 * SECOND_MS;
/** A device that did not come is not poked again before this. */
export const PAUSE_MS = MINUTE_MS;
export const TIMEOUT_MS = 10 * SECOND_MS;
/** A process that was killed in the middle of a poke loses it after this. */
export const CLAIM_MS = 3 * TIMEOUT_MS;
/** An address that has failed for so long without one success is given up. */
export const GIVE_UP_MS = 24 * HOUR_MS;

const PAUSES_MS = [10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS];
const LONGEST_PAUSE_MS = HOUR_MS;

/** How long after the failure of that many tries the next one comes; an address that asks for more gets it, up to an hour. */
export function pauseAfter(tries: number, askedMs: number | null) {
  return Math.max(PAUSES_MS[tries - 1] ?? LONGEST_PAUSE_MS, Math.min(askedMs ?? 0, LONGEST_PAUSE_MS));
}
