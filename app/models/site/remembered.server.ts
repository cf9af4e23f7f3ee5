import { onCommitted } from "~/models/outbox/change.server";
import type { Event } from "~/models/outbox/event";

/**
 * What every page asks for and seldom changes: read once, kept until a committed event says otherwise, and read again
 * before the writer has its answer. Never ask inside a change: what is not committed would be remembered.
 */
export function remembered<T>(read: () => Promise<T>, isChangedBy: (event: Event) => boolean) {
  let known: Promise<T> | undefined;
  onCommitted((events) => {
    if (events.some(isChangedBy)) known = undefined;
  });
  return async () => {
    known ??= read();
    const asked = known;
    try {
      return await asked;
    } catch (error) {
      if (known === asked) known = undefined;
      throw error;
    }
  };
}
