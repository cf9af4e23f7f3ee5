import { z } from "zod";
import { type KnownType, MessageInput, messageTypes } from "~/models/relay/types";
import { Ack, Read, State, Withdraw } from "~/realtime/protocol";
import type { Channel, Saying, Told } from "./channel";
import { connect } from "./handshake";
import { Copy, eventOf, Ready, Resync, Sent, WasRead } from "./relay-words";
import { shopTypes } from "./shop-types";

/** What each type carries, in a few words. */
const carried: Record<KnownType, string> = {
  notification: "A notification, of another app or of the shop",
  sms: "A text message that came or went",
  call: "A telephone call and how it goes",
  clipboard: "What was copied",
  link: "An address to open",
  file: "A file, by reference",
  note: "Words of one's own",
};
const known = Object.entries(messageTypes).map(([type, data]) => ({
  type,
  summary: carried[type as KnownType],
  data,
}));
const ofTheShop = Object.entries(shopTypes).map(([type, told]) => ({ type, ...told }));
const ANY = { type: "any", summary: "Any other type, of a newer app or of your own: it is carried as it is" };

const event: Saying = {
  id: "event",
  name: "event",
  from: "shop",
  summary: "Bring a message",
  description:
    "One name for all types, so that an old app survives a new type: acknowledge what you do not know, and overlook it. `seq` increases; what expired or was replaced leaves holes. The same `id` may come twice: drop the second.",
  payload: byType([...known, ...ofTheShop], eventOf, (types) =>
    eventOf(null, z.record(z.string(), z.unknown()), types),
  ),
};

const send: Saying = {
  id: "sendMessage",
  name: "message:send",
  from: "device",
  summary: "Send a message",
  description:
    "When the acknowledgement is there the message is on disk. Until then send it again under the same `clientId`, after a restart too: it is one message, and the answer is the same. `to` is a device of one's own account, `all` of one's others, or `owner`, who keeps the shop.",
  payload: byType(known, inputOf, (types) => inputOf(null, MessageInput.shape.data, types)),
  reply: Sent,
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

const read: Saying = {
  id: "readMessages",
  name: "message:read",
  from: "device",
  summary: "Say what its person has read",
  description:
    "The other devices hear of it as `message.read` and clear it, and so does the inbox on the web.",
  payload: Read,
  reply: WasRead,
};

const withdraw: Saying = {
  id: "withdrawMessage",
  name: "message:withdraw",
  from: "device",
  summary: "Take back what was sent",
  description:
    "Where it has not arrived it never does; where it has, the devices hear `message.withdrawn`. What has been read stays.",
  payload: Withdraw,
  reply: z.strictObject({ ok: z.literal(true) }),
};

const state: Saying = {
  id: "readStates",
  name: "message:state",
  from: "device",
  summary: "Ask how far a message has come",
  description: "One copy for each device it went to. Of a message to `owner` the devices are not named.",
  payload: State,
  reply: z.strictObject({ ok: z.literal(true), copies: z.array(Copy) }),
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
  sayings: [connect("connectRelay"), event, ready, resync, ack, send, read, withdraw, state],
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

/** A message of one type as it is sent; of any that has no name here when that is null. */
function inputOf(type: string | null, data: z.ZodType, named: readonly string[] = []) {
  const other = MessageInput.shape.type.meta({ examples: ["timer.started"], not: { enum: named } });
  return z.strictObject({ ...MessageInput.shape, type: type === null ? other : z.literal(type), data });
}
