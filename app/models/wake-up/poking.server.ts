import { findSleepers, type Sleeper } from "~/db/find-sleepers.server";
import { postOutside } from "~/models/outgoing/post.server";
import { onPosted } from "~/models/relay/posted.server";
import { claim, poke, type Surroundings } from "./poke.server";
import { GATHER_MS, PAUSE_MS } from "./schedule";

/** What is due later, and what other processes took in, is found this late at most. */
const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 8;
const MOST_A_LOOK = 200;

/**
 * Pokes the addresses of devices that have mail and are not connected, each at most once a minute until it comes. How far a
 * device was poked is kept, so a kill forgets none. `onError` hears of failures of our own.
 */
export function startPoking(
  onError: (error: unknown) => void,
  {
    isConnected,
    now = () => new Date(),
    post = postOutside,
  }: Pick<Surroundings, "isConnected"> & Partial<Surroundings>,
) {
  const surroundings = { isConnected, now, post };
  const ending = new AbortController();
  let looking: Promise<void> | null = null;
  let soon: NodeJS.Timeout | undefined;

  async function look() {
    const due = await findSleepers({
      now: now(),
      pokedBefore: new Date(now().getTime() - PAUSE_MS),
      take: MOST_A_LOOK,
    });
    const away = due.filter((sleeper) => !isConnected(sleeper));
    for (let at = 0; at < away.length && !ending.signal.aborted; at += AT_ONCE)
      await Promise.all(away.slice(at, at + AT_ONCE).map(pokeOne));
  }

  async function pokeOne(sleeper: Sleeper) {
    if (!(await claim(sleeper, now()))) return;
    await poke(sleeper, surroundings, ending.signal).catch(onError);
  }

  function start() {
    looking ??= look()
      .catch(onError)
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  const timer = setInterval(start, LOOK_EVERY_MS).unref();
  const unsubscribe = onPosted(() => {
    soon ??= setTimeout(() => {
      soon = undefined;
      void start();
    }, GATHER_MS).unref();
  });
  return {
    /** Looks at once. */
    look: start,
    async stop() {
      ending.abort();
      unsubscribe();
      clearInterval(timer);
      clearTimeout(soon);
      await looking;
    },
  };
}
