import { findSleepers } from "~/db/find-sleepers.server";
import { postOutside } from "~/models/outgoing/post.server";
import { onOwnPosted } from "~/models/relay/posted.server";
import { claim, poke, type Surroundings } from "./poke.server";
import { GATHER_MS, PAUSE_MS } from "./schedule";

/** What is due later, and what other processes took in, is found this late at most. */
const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 8;
const MOST_A_LOOK = 2_000;

type World = Pick<Surroundings, "isConnected"> & Partial<Surroundings>;

/**
 * Pokes the addresses of devices that have mail and are not connected, each at most once a minute until it comes. How far a
 * device was poked is kept, so a kill forgets none. `onError` hears of failures of our own.
 */
export function startPoking(
  onError: (error: unknown) => void,
  { isConnected, now = () => new Date(), post = postOutside }: World,
) {
  const ending = new AbortController();
  let looking: Promise<void> | null = null;
  let soon: NodeJS.Timeout | undefined;
  let moreCame = false;

  function look() {
    looking ??= pokeDue({ isConnected, now, post }, onError, ending.signal)
      .catch(onError)
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function lookSoon() {
    soon = setTimeout(() => {
      soon = undefined;
      void look();
      if (moreCame) lookSoon();
      moreCame = false;
    }, GATHER_MS).unref();
  }

  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  const unsubscribe = onOwnPosted(() => {
    if (soon) moreCame = true;
    else lookSoon();
  });
  return {
    /** Looks at once. */
    look,
    async stop() {
      ending.abort();
      unsubscribe();
      clearInterval(timer);
      clearTimeout(soon);
      await looking;
    },
  };
}

async function pokeDue(surroundings: Surroundings, onError: (error: unknown) => void, signal: AbortSignal) {
  const { now, isConnected } = surroundings;
  const before = (ms: number) => new Date(now().getTime() - ms);
  const due = await findSleepers({
    now: now(),
    writtenBefore: before(GATHER_MS),
    pokedBefore: before(PAUSE_MS),
    take: MOST_A_LOOK,
  });
  const away = due.filter((sleeper) => !isConnected(sleeper));
  for (let at = 0; at < away.length && !signal.aborted; at += AT_ONCE) {
    const some = away.slice(at, at + AT_ONCE).map(async (sleeper) => {
      if (await claim(sleeper, now())) await poke(sleeper, surroundings, signal).catch(onError);
    });
    await Promise.all(some);
  }
}
