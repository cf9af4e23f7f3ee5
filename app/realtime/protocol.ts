import type { DefaultEventsMap, Namespace, Socket } from "socket.io";
import { z } from "zod";

/** What a device says of itself when it connects. Strings only: that is all the Java client can send. */
export const Handshake = z.object({
  token: z
    .string()
    .max(200)
    .describe("What the device got when it was paired")
    .meta({ examples: ["atl_dev_…"] }),
  after: z.string().max(100).default(""),
  app: z.enum(["relay", "air"]).default("relay"),
  version: z.string().max(40).default(""),
});

export const Ack = z.strictObject({ seq: z.number().int().min(0).max(2_147_483_647) });

export type Refused = { ok: false; code: string; message: string; retryable: boolean };
export type Reply = { ok: true } | Refused;

export type RelayEvent = { seq: number; id: string; type: string; at: string; data: unknown };

export type ServerToDevice = {
  /** One name for all types, so that old apps survive new types. */
  event: (event: RelayEvent) => void;
  /** The mailbox is empty; `after` is the cursor to come back with. */
  ready: (state: { after: string }) => void;
  /** The cursor could not be used: load the snapshot, then go on with what follows. */
  resync: (order: { reason: string; snapshotUrl: string; after: string }) => void;
};

export type DeviceToServer = { ack: (payload: unknown, reply?: unknown) => void };

type Data = {
  deviceId: string;
  epoch: string;
  lastSeq: number;
  ackedSeq: number;
  prunedSeq: number;
  after: string;
};
export type RelaySocket = Socket<DeviceToServer, ServerToDevice, DefaultEventsMap, Data>;
export type RelayNamespace = Namespace<DeviceToServer, ServerToDevice, DefaultEventsMap, Data>;
