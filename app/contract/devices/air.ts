import { PresenceOut, SignalAnswer, SignalIn, SignalOut, StateOut } from "~/realtime/air-protocol";
import type { Channel, Saying } from "./channel";
import { connect } from "./handshake";

const signal: Saying = {
  id: "sendSignal",
  name: "signal",
  from: "device",
  summary: "Tell one's other devices something that holds now",
  description:
    "Whoever is connected hears it, and nobody later: a timer that started, a person who is typing. The acknowledgement tells how many devices it was handed to.",
  payload: SignalIn,
  reply: SignalAnswer,
};

const signalled: Saying = {
  id: "signal",
  name: "signal",
  from: "shop",
  summary: "Bring a signal of another device of the account",
  description: "At most once. Who was away does not hear of it.",
  payload: SignalOut,
};

const presence: Saying = {
  id: "presence",
  name: "presence",
  from: "shop",
  summary: "Tell who is there",
  description:
    "All other devices of the account when one connects, then those that came or went. Who is back within ten seconds was not away.",
  payload: PresenceOut,
};

const state: Saying = {
  id: "state",
  name: "state",
  from: "shop",
  summary: "Tell what holds in the shop",
  description: "Features, maintenance and prices: all of it when a device connects, then what has changed.",
  payload: StateOut,
};

/** What holds now, and nobody keeps. */
export const air: Channel = {
  name: "air",
  address: "/air",
  title: "AIR: what holds now",
  description:
    "Live: at most once, nothing is stored, and what was missed is told anew by the next connection.",
  sayings: [connect("connectAir"), signal, signalled, presence, state],
};
