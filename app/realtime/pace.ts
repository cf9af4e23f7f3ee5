import { env } from "~/env.server";

const WINDOW_MS = 60_000;
const QUOTA = 120;
/** Who goes on regardless is cut. */
const PATIENCE = 2 * QUOTA;

/** What a connection has sent in the minute that began with its first message; lives in `socket.data`. */
export type Pace = { paceEndsAt: number; paceTaken: number };
export const rested = (): Pace => ({ paceEndsAt: 0, paceTaken: 0 });

/** Counts one message. `cut` when the connection was told often enough. */
export function pace(data: Pace, now = Date.now()) {
  if (now >= data.paceEndsAt) Object.assign(data, { paceEndsAt: now + WINDOW_MS, paceTaken: 0 });
  data.paceTaken += 1;
  const limited = env.RATE_LIMIT !== null;
  return {
    allowed: !limited || data.paceTaken <= QUOTA,
    cut: limited && data.paceTaken > PATIENCE,
    retryAfterSeconds: Math.max(1, Math.ceil((data.paceEndsAt - now) / 1_000)),
  };
}
