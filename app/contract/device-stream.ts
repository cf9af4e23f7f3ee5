import { z } from "zod";
import { POLL_LIMITS, PollQuery } from "~/models/relay/query";
import { Ack, Read, Send } from "~/realtime/protocol";
import { Copy, cursor, RelayEventOut } from "./devices/relay-words";
import { one } from "./envelope";
import { operation } from "./operation";

const tag = "Device stream";
const moment = z.iso.datetime();
const messageId = z.uuid().meta({ examples: ["0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90"] });
const EVENTS = `curl -H "Authorization: Bearer $DEVICE" "$SHOP/api/devices/me/events?wait=1"`;

const Resynced = z
  .strictObject({
    reason: z.string().meta({ examples: ["too_old"] }),
    snapshotUrl: z.string().meta({ examples: ["/api/products"] }),
  })
  .meta({ id: "Resynced", description: "The cursor cannot be used: read how things are, then go on" });

export const readDeviceEvents = operation({
  id: "readDeviceEvents",
  method: "GET",
  path: "/api/devices/me/events",
  tag,
  device: true,
  summary: "Read the mailbox, and wait for what comes",
  description: `The same messages as on \`/relay\`, under the same ids and numbers: a device may change between the two at any moment. With \`wait\` the answer comes with the first message, at the latest after so many seconds. Nothing is confirmed by reading. With \`Accept: text/event-stream\` it stays open: \`event\`, \`ready\` and \`resync\`, each with its cursor as \`id\`, which \`Last-Event-ID\` gives back. A device may have ${POLL_LIMITS.open} open at a time; a further one ends the oldest.`,
  query: PollQuery,
  answers: {
    200: {
      description: "What waits, oldest first",
      body: z.strictObject({
        data: z.array(RelayEventOut),
        after: cursor.describe("Ask with it to go on"),
        more: z.boolean().describe("Whether more waits already"),
        resync: Resynced.optional(),
      }),
    },
  },
  example: { curl: EVENTS },
});

export const sendDeviceMessage = operation({
  id: "sendDeviceMessage",
  method: "POST",
  path: "/api/devices/me/messages",
  tag,
  device: true,
  summary: "Send a message to other devices",
  description:
    "As `message:send` on `/relay`: it is on the disk when this answers. The same `clientId` again is the first message again, with 200; with another content it is a 422. At most 64 kB and 120 a minute.",
  body: Send,
  answers: {
    200: { description: "It was sent before", body: one(Sent()) },
    201: { description: "It is sent", body: one(Sent()) },
  },
  problems: ["not-found", "conflict", "mailbox-full", "key-reused"],
});

export const readDeviceMessage = operation({
  id: "readDeviceMessage",
  method: "GET",
  path: "/api/devices/me/messages/{messageId}",
  tag,
  device: true,
  summary: "Tell how far a message got that one has sent",
  params: { messageId: "Message" },
  answers: {
    200: {
      description: "The message and its copies",
      body: one(
        z
          .strictObject({
            id: messageId,
            seq: z.int(),
            type: z.string().meta({ examples: ["note"] }),
            to: z
              .string()
              .nullable()
              .meta({ examples: ["all"] }),
            at: moment,
            expiresAt: moment.nullable(),
            readAt: moment.nullable(),
            withdrawnAt: moment.nullable(),
            copies: z.array(Copy),
          })
          .meta({
            id: "SentMessage",
            description: "A message that one has sent, and how far its copies got",
          }),
      ),
    },
  },
});

export const withdrawDeviceMessage = operation({
  id: "withdrawDeviceMessage",
  method: "DELETE",
  path: "/api/devices/me/messages/{messageId}",
  tag,
  device: true,
  summary: "Take back a message that nobody has read",
  params: { messageId: "Message" },
  answers: {
    200: {
      description: "It goes nowhere any more",
      body: z.strictObject({ message: z.literal("Withdrawn") }),
    },
  },
  problems: ["conflict"],
});

export const readDeviceMessages = operation({
  id: "readDeviceMessages",
  method: "POST",
  path: "/api/devices/me/reads",
  tag,
  device: true,
  summary: "Say that messages were read",
  description:
    "They are read on the other devices of the account and on the pages then. Those of others are ignored.",
  body: Read,
  answers: {
    200: {
      description: "How many were not read before",
      body: one(z.strictObject({ read: z.int().nonnegative() })),
    },
  },
});

export const acknowledgeDeviceEvents = operation({
  id: "acknowledgeDeviceEvents",
  method: "POST",
  path: "/api/devices/me/acks",
  tag,
  device: true,
  summary: "Say how far all has arrived",
  description: "Cumulative: everything up to `seq` is stored on the device and does not wait any longer.",
  body: Ack,
  answers: {
    200: { description: "It is noted", body: one(z.strictObject({ seq: z.int().nonnegative() })) },
  },
});

function Sent() {
  return z.strictObject({
    id: messageId,
    seq: z.int().positive(),
    duplicate: z.boolean().describe("Whether it had been sent before"),
  });
}
