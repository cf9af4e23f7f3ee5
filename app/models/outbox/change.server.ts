import { AsyncLocalStorage } from "node:async_hooks";
import { appendEvents } from "~/db/append-events.server";
import { transaction } from "~/db/client.server";
import { newId } from "~/db/new-id";
import { takeNumbers } from "~/db/take-numbers.server";
import type { Event, EventType } from "./event";
import { listeners } from "./listeners";

type Fact = { type: EventType; subject: string; actor: string | null; data?: Record<string, unknown> };
type Notes = { facts: Fact[]; afterwards: (() => void)[] };

const recorded = new AsyncLocalStorage<Notes>();
const committed = listeners<readonly Event[]>();

/**
 * One change of the shop: `work` and the events it records commit together or not at all. A change inside a change
 * joins it. When it returns, listeners in memory have seen its events, so the writer reads its own write everywhere.
 */
export async function change<T>(work: () => Promise<T>): Promise<T> {
  if (recorded.getStore()) return work();
  const { result, events, afterwards } = await transaction(() => {
    const notes: Notes = { facts: [], afterwards: [] };
    return recorded.run(notes, async () => {
      const result = await work();
      return { result, events: await write(notes.facts), afterwards: notes.afterwards };
    });
  });
  if (events.length > 0) committed.tell(events);
  for (const follow of afterwards) follow();
  return result;
}

/** Notes an event of the change under way. Throws when there is none: an event never goes out alone. */
export function record(fact: Fact) {
  const notes = recorded.getStore();
  if (!notes) throw new Error(`${fact.type} was recorded outside a change`);
  notes.facts.push(fact);
}

/** Calls `follow` once the change under way has committed, and never when it does not. It must not throw or wait. */
export function afterCommit(follow: () => void) {
  const notes = recorded.getStore();
  if (!notes) throw new Error("there is no change under way to follow");
  notes.afterwards.push(follow);
}

/**
 * Calls `listener` after each commit: of this process before the writer gets its answer, of another one on the same database a
 * moment later. What two processes commit at once it may hear in another order or twice, so `seq` decides. It must not throw or wait.
 */
export const onCommitted = committed.onNews;

/** Calls `listener` after each commit of this process alone: for what must be done once, however many there are. */
export const onOwnCommitted = committed.onOwnNews;

/** What another process has committed. */
export const hearCommitted = committed.tellElsewhere;

/** The numbers come last, so that the counter row is locked for the shortest time and `seq` is commit order. */
async function write(facts: Fact[]): Promise<Event[]> {
  if (facts.length === 0) return [];
  const at = new Date();
  const last = await takeNumbers("event", facts.length);
  const first = last - facts.length + 1;
  const events = facts.map(({ data = {}, ...fact }, index) => ({
    ...fact,
    data: JSON.parse(JSON.stringify(data)) as Event["data"],
    id: newId(),
    seq: first + index,
  }));
  await appendEvents(events, at);
  return events.map((event) => ({ ...event, at }));
}
