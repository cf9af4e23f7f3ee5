import { AsyncResource } from "node:async_hooks";
import type { waitingRoom } from "./waiting-room";

/** For so long a group takes in who is waiting: others want to read meanwhile. */
const OPEN_MS = 10;

type Writer<Tx> = {
  write: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};
type Options<Tx> = {
  room: ReturnType<typeof waitingRoom>;
  /** Runs a group in one transaction. */
  begin: (group: (tx: Tx) => Promise<void>) => Promise<void>;
};

/**
 * Lets those who wait in a room share a transaction, since the disk takes as long for one commit as for twenty. They write one
 * after the other, each in the savepoint that `write` makes for itself, so that one who fails takes back no more than its own. All
 * hear after the commit what became of theirs; a commit that fails has failed for all.
 */
export function commitGroups<Tx>({ room, begin }: Options<Tx>) {
  const waiting: Writer<Tx>[] = [];

  async function commitSome() {
    const first = waiting.shift();
    if (!first) return; // an earlier group took everybody along
    const group: Writer<Tx>[] = [];
    const outcomes: (() => void)[] = [];
    // Who has come to the door meanwhile may still join: one turn to read what they ask for, one for what they send with it.
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
    try {
      await begin(async (tx) => {
        const until = performance.now() + OPEN_MS;
        for (let next: typeof first | undefined = first; next; ) {
          group.push(next);
          outcomes.push(await outcomeOf(next, tx));
          next = performance.now() < until ? waiting.shift() : undefined;
        }
      });
      for (const tell of outcomes) tell();
    } catch (error) {
      for (const { reject } of [first, ...group]) reject(error);
    }
  }

  return <T>(write: (tx: Tx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      // Each writes in the name of its own request, whoever's turn it was.
      waiting.push({
        write: AsyncResource.bind(write),
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      void room.enter(commitSome);
    });
}

async function outcomeOf<Tx>({ write, resolve, reject }: Writer<Tx>, tx: Tx) {
  try {
    const value = await write(tx);
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}
