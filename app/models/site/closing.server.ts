import { once } from "~/once.server";

const state = once("closing", () => ({ closing: false, listeners: new Set<() => void>() }));

/** From now on the process finishes what it has begun and takes on nothing new. */
export function announceClosing() {
  state.closing = true;
  for (const listener of state.listeners) listener();
}

/** Calls `listener` when the process begins to close. */
export function onClosing(listener: () => void) {
  state.listeners.add(listener);
}

export const isClosing = () => state.closing;
