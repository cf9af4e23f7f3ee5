import type { Changed } from "~/models/relay/posted.server";
import { isAlone, onJoined, tellFleet } from "./talk.server";

const GATHER_MS = 50;

/** Tells what has changed a moment later, all of that moment together. What could not be told is told when the others can be heard again. */
export function gatherChanges() {
  let userIds = new Set<string>();
  let deviceIds = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  async function flush() {
    timer = undefined;
    const told = { userIds: [...userIds], deviceIds: [...deviceIds] };
    if (told.userIds.length + told.deviceIds.length === 0) return;
    [userIds, deviceIds] = [new Set(), new Set()];
    await tellFleet("changed", told).catch(() => keep(told));
  }
  function keep(changed: Changed) {
    for (const id of changed.userIds) userIds.add(id);
    for (const id of changed.deviceIds) deviceIds.add(id);
  }

  onJoined(() => void flush());
  return {
    add(changed: Changed) {
      if (isAlone()) return;
      keep(changed);
      timer ??= setTimeout(() => void flush(), GATHER_MS).unref();
    },
    /** Tells what is left. */
    async close() {
      clearTimeout(timer);
      await flush();
    },
  };
}
