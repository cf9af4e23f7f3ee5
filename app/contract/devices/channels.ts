import { air } from "./air";
import type { Channel } from "./channel";
import { relay } from "./relay";

/** Everything that devices and the shop say to each other. */
export const channels: readonly Channel[] = [relay, air];
