import { once } from "~/once.server";

const state = once("closing", () => ({ closing: false }));

/** From now on the process finishes what it has begun and takes on nothing new. */
export function announceClosing() {
  state.closing = true;
}

export const isClosing = () => state.closing;
