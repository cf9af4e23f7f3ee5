import { logger } from "~/logger.server";
import { onCommitted } from "~/models/outbox/change.server";
import { type LiveState, liveParts, liveState, touch, untouched } from "~/models/site/live.server";

/** Changes within this time after one that was told are told together. */
const REST_MS = 100;

/** Follows what apps show of the shop. `tell` gets what has changed, soon after the change has committed. */
export function followState(tell: (state: LiveState) => void) {
  let touched = untouched();
  let waiting = false;
  let restUntil = 0;
  let changes = 0;

  async function flush() {
    const told = touched;
    touched = untouched();
    waiting = false;
    restUntil = Date.now() + REST_MS;
    try {
      const state = await liveParts(told);
      if (Object.keys(state).length > 0) tell(state);
    } catch (error) {
      logger.error({ err: error }, "the state was not told");
    }
  }

  onCommitted((events) => {
    if (events.filter((event) => touch(touched, event)).length === 0) return;
    changes += 1;
    if (waiting) return;
    waiting = true;
    setTimeout(() => void flush(), Math.max(0, restUntil - Date.now())).unref();
  });

  return {
    /** All of it. Whoever has it and hears `tell` from then on misses nothing. */
    async whole(): Promise<LiveState> {
      for (;;) {
        const before = changes;
        const state = await liveState();
        if (before === changes) return state;
      }
    },
  };
}
