type Outcome<R> = R | Error;
type Waiting<T, R> = { item: T; settle: (outcome: Outcome<R>) => void };
type Options<T> = {
  /** What a group weighs at most, if it is more than one item. */
  most: number;
  gatherMs?: number;
  /** One unless said otherwise. */
  weigh?: (item: T) => number;
};

/**
 * Work that is cheaper in company: what comes while one group is under way, or within `gatherMs`, goes together into the next, in
 * the order in which it came. `perform` answers for each item, in order, its result or an error of its own; when it throws, each
 * item is tried alone, so that none suffers for another.
 */
export function inGroups<T, R>(
  perform: (items: readonly T[]) => Promise<readonly Outcome<R>[]>,
  { most, gatherMs = 0, weigh = () => 1 }: Options<T>,
) {
  let waiting: Waiting<T, R>[] = [];
  let running = false;

  async function run() {
    running = true;
    while (waiting.length > 0) {
      if (gatherMs > 0) await new Promise((resolve) => setTimeout(resolve, gatherMs));
      const count = fitting();
      const group = waiting.slice(0, count);
      waiting = waiting.slice(count);
      await performAll(group);
    }
    running = false;
  }

  function fitting() {
    let weight = 0;
    const first = waiting.findIndex(({ item }) => {
      weight += weigh(item);
      return weight > most;
    });
    return first < 0 ? waiting.length : Math.max(first, 1);
  }

  async function performAll(group: Waiting<T, R>[]) {
    try {
      const outcomes = await perform(group.map(({ item }) => item));
      for (const [at, { settle }] of group.entries()) settle(outcomes[at] as Outcome<R>);
    } catch (error) {
      if (group.length > 1) for (const one of group) await performAll([one]);
      else group[0]?.settle(error instanceof Error ? error : new Error(String(error)));
    }
  }

  return {
    enter(item: T): Promise<R> {
      return new Promise<R>((resolve, reject) => {
        const settle = (outcome: Outcome<R>) =>
          outcome instanceof Error ? reject(outcome) : resolve(outcome);
        waiting.push({ item, settle });
        if (!running) void run();
      });
    },
  };
}
