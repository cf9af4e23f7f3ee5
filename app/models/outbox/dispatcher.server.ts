import { setTimeout as pause } from "node:timers/promises";
import { moveConsumer, waitingEvents } from "~/db/waiting-events.server";
import { change, onCommitted } from "./change.server";
import type { Event } from "./event";

const BATCH = 256;
const RETRY_MS = 1_000;
/** What is committed within this time after a batch is handled together in the next: each batch costs a commit of its own. */
const GATHER_MS = 50;

/**
 * Follows the outbox. `handle` runs in one transaction with the consumer's stored position, so a kill anywhere neither
 * loses an event nor repeats its effect in the database. What it returns runs after the commit: pushing to sockets, say.
 */
export type Consumer = {
  name: string;
  handle: (events: readonly Event[]) => Promise<undefined | (() => void)>;
};

/** Hands committed events to each consumer in `seq` order until stopped. `onError` hears of failed batches, which are tried again. */
export function startDispatcher(
  consumers: readonly Consumer[],
  onError: (error: unknown, consumer: string) => void,
) {
  const followers = consumers.map((consumer) => follow(consumer, (error) => onError(error, consumer.name)));
  const wake = () => {
    for (const follower of followers) follower.wake();
  };
  const unsubscribe = onCommitted(wake);
  return {
    wake,
    async stop() {
      unsubscribe();
      await Promise.all(followers.map((follower) => follower.stop()));
    },
  };
}

function follow(consumer: Consumer, onError: (error: unknown) => void) {
  let wanted = true;
  let stopped = false;
  let running: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;

  async function run() {
    while (wanted && !stopped) {
      wanted = false;
      try {
        while (!stopped && (await handleBatch(consumer)));
        await pause(GATHER_MS);
      } catch (error) {
        onError(error);
        retry = setTimeout(wake, RETRY_MS);
      }
    }
    running = null;
  }
  function wake() {
    wanted = true;
    if (!stopped) running ??= run();
  }
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await running;
    },
  };
}

/** Says whether there may be more. Another process may have been faster with this batch. */
async function handleBatch({ name, handle }: Consumer) {
  const events = (await waitingEvents(name, BATCH)) as Event[];
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return false;
  const { isOurs, afterCommit } = await change(async () => {
    const isOurs = await moveConsumer(name, { first: first.seq, last: last.seq });
    return { isOurs, afterCommit: isOurs ? await handle(events) : undefined };
  });
  afterCommit?.();
  return !isOurs || events.length === BATCH;
}
