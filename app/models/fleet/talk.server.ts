import type { Notice } from "~/db/notices";
import { once } from "~/once.server";

/** Each process says every five seconds that it lives. */
export const SILENT_MS = 16_000;

type Listener = (said: never, from: string) => void;

const talk = once("fleet talk", () => ({
  say: undefined as ((notice: Notice) => Promise<void>) | undefined,
  topics: new Map<string, Listener>(),
  joined: new Set<() => void>(),
  heardAt: Number.NEGATIVE_INFINITY,
}));

/** Tells the other processes something, at most once: nothing is kept for them. Fails while they cannot be reached. */
export async function tellFleet(about: string, said?: unknown) {
  await talk.say?.({ about, said });
}

/** Calls `listener` with what other processes say about it. It must not wait. */
export function onTold<Said>(about: string, listener: (said: Said, from: string) => void) {
  talk.topics.set(about, listener as Listener);
}

/** Whether nobody else was heard for a while. */
export const isAlone = () => talk.heardAt + SILENT_MS < Date.now();

/** Calls `listener` when the others can be heard, again: what they said before was not. */
export const onJoined = (listener: () => void) => talk.joined.add(listener);

/** Opens the way to the others with `say`, until it is called without. */
export function openTalk(say?: (notice: Notice) => Promise<void>) {
  talk.say = say;
}

/** Hands on what another process said. What a newer one says of something unknown here nobody hears. */
export function hearTold({ about, said }: Notice, from: string) {
  talk.heardAt = Date.now();
  talk.topics.get(about)?.(said as never, from);
}

/** Tells who listens that the others can be heard. */
export function hearJoined() {
  for (const listener of talk.joined) listener();
}
