const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long after a failed try the next one comes, as Standard Webhooks recommends: ten tries in 75 hours and a half. */
const PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

export const TRIES = PAUSES_MS.length + 1;
export const TIMEOUT_MS = 15 * SECOND_MS;
/** A process that was killed in the middle of a try loses it after this; then somebody else repeats it. */
export const CLAIM_MS = 2 * TIMEOUT_MS;
/** How long a failing first try keeps back what is told of the same subject later. */
export const HOLD_MS = MINUTE_MS;
/** An endpoint that has failed for so long without one success is given up. */
export const GIVE_UP_MS = 5 * 24 * HOUR_MS;

const JITTER = 0.1;
const LONGEST_WAIT_MS = 24 * HOUR_MS;

type Failed = { tries: number; at: Date; retryAfterMs: number | null; random: number };

/**
 * When the next try is due after `tries` of them failed, the last at `at`: up to 5 % earlier or later, so that what failed
 * together does not come back together. `Retry-After` can make it later, by a day at most. Null when there is none.
 */
export function nextTry({ tries, at, retryAfterMs, random }: Failed): Date | null {
  const pause = PAUSES_MS[tries - 1];
  if (pause === undefined) return null;
  const jittered = pause * (1 + JITTER * (random - 0.5));
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS);
  return new Date(at.getTime() + Math.round(Math.max(jittered, asked)));
}

/** `Retry-After` of RFC 9110, seconds or a date, as a pause from `now` on. Null when it says neither. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,10}$/.test(header)) return Number(header) * SECOND_MS;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
