import { env } from "~/env.server";
import { once } from "~/once.server";

const WINDOW_MS = 60_000;
const QUOTA = 120;
/** Who goes on regardless is cut. */
const PATIENCE = 2 * QUOTA;

/** A minute that began with a message, and how many came in it. */
type Minute = { endsAt: number; count: number };
type Sender = { nsp: { name: string }; data: { deviceId: string } };

/** In the order in which they end. A new connection goes on where the one before it was cut. */
const minutes = once("device paces", () => new Map<string, Minute>());

/**
 * Counts one message of a device to a namespace. `cut` when the device was told often enough. A minute is one, whatever is done
 * to the clock.
 */
export function pace({ nsp, data }: Sender, now = performance.now()) {
  const minute = minuteOf(`${nsp.name} ${data.deviceId}`, now);
  minute.count += 1;
  const limited = env.RATE_LIMIT !== null;
  return {
    allowed: !limited || minute.count <= QUOTA,
    cut: limited && minute.count > PATIENCE,
    retryAfterSeconds: Math.max(1, Math.ceil((minute.endsAt - now) / 1_000)),
  };
}

function minuteOf(sender: string, now: number) {
  const known = minutes.get(sender);
  if (known && now < known.endsAt) return known;
  for (const [over, { endsAt }] of minutes) {
    if (now < endsAt) break;
    minutes.delete(over);
  }
  const minute = { endsAt: now + WINDOW_MS, count: 0 };
  minutes.set(sender, minute);
  return minute;
}
