import { db } from "~/db/client.server";
import { findDueDelivery, findNextDelivery } from "~/db/due-delivery.server";
import { onCommitted } from "~/models/outbox/change.server";
import { attempt, claim, real, type Surroundings } from "./attempt.server";

/** How many tries are under way at most, in all and at one host. */
const AT_ONCE = 8;
const AT_ONCE_PER_HOST = 2;
/** Other processes queue too, and tell nobody here. */
const LONGEST_SLEEP_MS = 30_000;
const RETRY_MS = 1_000;

type OnError = (error: unknown) => void;

/**
 * Sends what is due, then sleeps until the next is, or until it is woken. `stop` cuts short what is under way; that
 * is sent again under its id when the shop opens next. `onError` hears of failures of our own.
 */
export function startSending(onError: OnError, surroundings: Surroundings = real) {
  const round = rounds(surroundings, onError, wake);
  let stopped = false;
  let wanted = false;
  let looking: Promise<void> | null = null;
  let alarm: NodeJS.Timeout | undefined;

  function wake() {
    wanted = true;
    if (!stopped) looking ??= look();
  }

  async function look() {
    let pauseMs = RETRY_MS;
    while (wanted && !stopped) {
      wanted = false;
      try {
        await round.fill();
        pauseMs = await round.untilNextMs();
      } catch (error) {
        onError(error);
      }
    }
    looking = null;
    clearTimeout(alarm);
    if (!stopped) alarm = setTimeout(wake, pauseMs);
  }

  const unsubscribe = onCommitted((events) => {
    if (events.some(({ type }) => type.startsWith("webhook_endpoint."))) wake();
  });
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      unsubscribe();
      clearTimeout(alarm);
      await looking;
      await round.end();
    },
  };
}

/** The tries that are under way. */
function rounds(surroundings: Surroundings, onError: OnError, onFreed: () => void) {
  const under = new Map<string, { host: string; done: Promise<void> }>();
  const ending = new AbortController();

  /** Starts as many tries as are due and have a place. */
  async function fill() {
    while (under.size < AT_ONCE && !ending.signal.aborted) {
      const due = await findDue(surroundings.now(), { ids: [...under.keys()], hosts: fullHosts(under) });
      if (!due) return;
      const claimed = await claim(due, surroundings);
      if (!claimed) continue;
      const done = attempt(claimed, surroundings, ending.signal)
        .catch(onError)
        .finally(() => {
          under.delete(due.id);
          onFreed();
        });
      under.set(due.id, { host: due.endpoint.host, done });
    }
  }

  /** A try that ends frees a place and wakes, so what waits for a place need not be waited for. */
  async function untilNextMs() {
    const nextAt = await findNextAt([...under.keys()]);
    const ms = nextAt ? nextAt.getTime() - surroundings.now().getTime() : LONGEST_SLEEP_MS;
    if (ms <= 0 && under.size > 0) return LONGEST_SLEEP_MS;
    return Math.min(Math.max(ms, 1), LONGEST_SLEEP_MS);
  }

  async function end() {
    ending.abort();
    await Promise.all([...under.values()].map(({ done }) => done));
  }
  return { fill, untilNextMs, end };
}

function fullHosts(under: ReadonlyMap<string, { host: string }>) {
  const counts = new Map<string, number>();
  for (const { host } of under.values()) counts.set(host, (counts.get(host) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= AT_ONCE_PER_HOST).map(([host]) => host);
}

async function findDue(now: Date, busy: { ids: string[]; hosts: string[] }) {
  const id = await findDueDelivery(now, busy);
  if (!id) return null;
  // Another process may have taken it meanwhile.
  return db.webhookDelivery.findFirst({
    where: { id, state: "pending", nextAt: { lte: now } },
    select: {
      ...{
        id: true,
        endpointId: true,
        messageId: true,
        seq: true,
        subject: true,
        tries: true,
        firstTriedAt: true,
      },
      nextAt: true,
      endpoint: { select: { host: true } },
    },
  });
}

async function findNextAt(busyIds: string[]) {
  const id = await findNextDelivery(busyIds);
  if (!id) return null;
  const next = await db.webhookDelivery.findUnique({ where: { id }, select: { nextAt: true } });
  return next?.nextAt ?? null;
}
