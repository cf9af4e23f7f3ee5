import type { DefaultEventsMap, Namespace, Socket } from "socket.io";
import { z } from "zod";
import type { CopyState } from "~/db/copies-of.server";
import type { RelayEvent } from "~/models/relay/event";
import { MessageInput } from "~/models/relay/types";
import type { Admitted } from "./admission";
import type { Refused } from "./refusals";

/** The version of what is spoken here. What is added later does not change it. */
export const PROTOCOL = "1";

/** What a device says of itself when it connects. Strings only: that is all the Java client can send. */
export const Handshake = z.object({
  token: z
    .string()
    .max(200)
    .describe("What the device got when it was paired")
    .meta({ examples: ["atl_dev_…"] }),
  after: z
    .string()
    .max(100)
    .default("")
    .describe("The last cursor it was told; empty, it goes on behind what it acknowledged"),
  app: z.enum(["relay", "air"]).default("relay"),
  version: z.string().max(40).default("").describe("The version of the app, such as 1.4.0"),
  protocol: z.string().max(20).default(PROTOCOL).describe("The version of the protocol it speaks"),
});

const messageId = z
  .string()
  .max(36, "Give the id of a message")
  .regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/, "Give the id of a message")
  .meta({ examples: ["0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90"] });

export const Ack = z.strictObject({ seq: z.int().min(0).max(2_147_483_647) });
export const Send = MessageInput;
export const Read = z.strictObject({ ids: z.array(messageId).min(1).max(256) });
export const Withdraw = z.strictObject({ id: messageId });
export const State = z.strictObject({ id: messageId });

export type { RelayEvent } from "~/models/relay/event";
export type { Refused } from "./refusals";

export type CopyOut = {
  deviceId: string | null;
  deviceName: string | null;
  state: CopyState;
  sentAt: string | null;
  ackedAt: string | null;
  readAt: string | null;
};
export type Reply = { ok: true } | Refused;

export type ServerToDevice = {
  /** One name for all types, so that old apps survive new types. */
  event: (event: RelayEvent) => void;
  /** The mailbox is empty; `after` is the cursor to come back with. */
  ready: (state: { after: string; protocol: string }) => void;
  /** The cursor could not be used: load the snapshot, then go on with what follows. */
  resync: (order: { reason: string; snapshotUrl: string; after: string }) => void;
};

/** What a device may say; each is answered with a `Reply`, with what was asked for beside `ok`. */
export type DeviceToServer = Record<
  "ack" | "message:send" | "message:read" | "message:withdraw" | "message:state",
  (payload: unknown, reply?: unknown) => void
>;

export type RelaySocket = Socket<DeviceToServer, ServerToDevice, DefaultEventsMap, Admitted>;
export type RelayNamespace = Namespace<DeviceToServer, ServerToDevice, DefaultEventsMap, Admitted>;
