import { z } from "zod";
import { Ack } from "~/realtime/protocol";
import type { Channel, Saying, Told } from "./channel";
import { connect } from "./handshake";
import { eventOf, Ready, Resync } from "./relay-words";
import { shopTypes } from "./shop-types";

const ofTheShop = Object.entries(shopTypes).map(([type, told]) => ({ type, ...told }));
const ANY = { type: "any", summary: "Any other type, of a newer app or of your own: it is carried as it is" };

const event: Saying = {
  id: "event",
  name: "event",
  from: "shop",
  summary: "Bring a message",
  description:
    "One name for all types, so that an old app survives a new type: acknowledge what you do not know, and overlook it. `seq` increases; what expired or was replaced leaves holes. The same `id` may come twice: drop the second.",
  payload: byType(ofTheShop, eventOf, (types) => eventOf(null, z.record(z.string(), z.unknown()), types)),
};

const ack: Saying = {
  id: "acknowledge",
  name: "ack",
  from: "device",
  summary: "Say how far all has arrived",
  description:
    "Cumulative: everything up to `seq` has been stored on the device and does not come again. The shop sends at most 256 messages ahead of it.",
  payload: Ack,
  reply: z.strictObject({ ok: z.literal(true) }),
};

const ready: Saying = {
  id: "ready",
  name: "ready",
  from: "shop",
  summary: "Say that the mailbox is empty",
  description: "Everything that waited has been sent. Keep `after`, and come back with it.",
  payload: Ready,
};

const resync: Saying = {
  id: "resync",
  name: "resync",
  from: "shop",
  summary: "Say that the cursor cannot be used",
  description:
    "It was too old, from the future, unreadable or of another epoch. Read how things are at `snapshotUrl`, then go on: nothing that waits is skipped.",
  payload: Resync,
};

/** Messages that wait until they have arrived. */
export const relay: Channel = {
  name: "relay",
  address: "/relay",
  title: "Relay: messages that arrive, in order, also after a night without network",
  description:
    "Durable: at least once, in order, the same message under the same id. A device has a mailbox; what is in it waits until the device acknowledges it or it expires.",
  sayings: [connect("connectRelay"), event, ready, resync, ack],
};

type Kind = { type: string; summary: string; data: z.ZodType };

/** A saying that looks different for each type, and for all others as `any` says. */
function byType(
  kinds: readonly Kind[],
  body: (type: string, data: z.ZodType) => z.ZodType,
  any: (types: string[]) => z.ZodType,
): Record<string, Told> {
  const told = kinds.map(({ type, summary, data }) => [type, { summary, body: body(type, data) }]);
  const types = kinds.map(({ type }) => type);
  return { ...Object.fromEntries(told), [ANY.type]: { summary: ANY.summary, body: any(types) } };
}
