import { markOvertaken, markSent, type SentRange } from "~/db/settle-copies.server";
import { once } from "~/once.server";
import { tellRead, tellWithdrawn } from "./clearing.server";

/** What went out of this process and is not yet noted. */
export const onTheWay = once("mail on its way", () => new Set<SentRange>());

/** Notes now, in the change under way, whatever is on its way. */
export async function noteOnTheWay() {
  const ranges = [...onTheWay];
  if (ranges.length === 0) return;
  const now = new Date();
  await markSent(ranges, now);
  await tellOvertaken(ranges, now);
}

/**
 * Of what went out some was read or taken back before that was noted, by another process say, which took it for something that
 * the device did not have: the device is told after all. Inside a change, when the rest is noted.
 */
export async function tellOvertaken(ranges: readonly SentRange[], now: Date) {
  const overtaken = await markOvertaken(ranges, now);
  await tellRead(
    overtaken.filter(({ state }) => state === "read"),
    now,
  );
  await tellWithdrawn(
    overtaken.filter(({ state }) => state === "withdrawn"),
    now,
  );
}
