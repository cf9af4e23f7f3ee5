import type { DefaultEventsMap, Namespace, Socket } from "socket.io";
import { z } from "zod";
import type { Admitted } from "./admission";
import type { Refused } from "./refusals";

const Json = z
  .unknown()
  .meta({ description: "Any JSON, at most 32 levels deep", examples: [{ seconds: 90 }] });
const DeviceId = z.uuid().meta({ description: "The id of a device of the same account" });

/** From one device to others of its account that are connected now. Nothing is kept. */
export const SignalIn = z.strictObject({
  to: z
    .union([z.literal("all"), z.uuid()], "Name a device of your account, or all for the others")
    .meta({ description: "A device of the same account, or all the others", examples: ["all"] }),
  type: z
    .string("Say what the signal is")
    .regex(/^[\w.:-]{1,60}$/, "Use 1 to 60 letters, digits, dots, colons, dashes or underscores")
    .meta({ examples: ["timer.started"] }),
  data: Json.optional(),
});
export type SignalIn = z.infer<typeof SignalIn>;

/** What a signal is acknowledged with: how many devices it was handed to. */
export const SignalAnswer = z.strictObject({ ok: z.literal(true), reached: z.int().nonnegative() });
export type SignalAnswer = z.infer<typeof SignalAnswer>;

export const SignalOut = z.strictObject({
  from: DeviceId.meta({ description: "The device that sent it" }),
  type: SignalIn.shape.type,
  data: Json.optional(),
});
export type SignalOut = z.infer<typeof SignalOut>;

const Presence = z.strictObject({
  id: DeviceId,
  name: z.string().meta({ examples: ["Pixel 9"] }),
  online: z.boolean().meta({ description: "False when it has been gone for more than ten seconds" }),
  lastSeenAt: z.iso.datetime().nullable().meta({ description: "Null when it was never connected" }),
});

/** All other devices of the account when one connects, then those that came or went. */
export const PresenceOut = z.strictObject({ devices: z.array(Presence) });
export type PresenceOut = z.infer<typeof PresenceOut>;

const Price = z.strictObject({
  id: z.uuid().meta({ description: "The product" }),
  priceCents: z.int().nullable().meta({ description: "In minor units; null when it is no longer for sale" }),
  currency: z.string().meta({ examples: ["USD"] }),
});

/** All of it when a device connects, then the members that have changed. */
export const StateOut = z.strictObject({
  features: z
    .record(z.string(), z.boolean())
    .optional()
    .meta({ examples: [{ feature_x: true }] }),
  maintenance: z
    .strictObject({ enabled: z.boolean(), message: z.string().meta({ examples: ["Back at noon"] }) })
    .optional(),
  prices: z
    .array(Price)
    .max(100)
    .optional()
    .meta({ description: "Of the 20 newest products when a device connects, then those that have changed" }),
  more: z
    .literal(true)
    .optional()
    .meta({ description: "There are prices beyond these: GET /api/products has them" }),
});
export type StateOut = z.infer<typeof StateOut>;

type ServerToAir = {
  presence: (news: PresenceOut) => void;
  signal: (signal: SignalOut) => void;
  state: (state: StateOut) => void;
};
type AirToServer = { signal: (signal: unknown, reply?: (answer: SignalAnswer | Refused) => void) => void };

export type AirSocket = Socket<AirToServer, ServerToAir, DefaultEventsMap, Admitted>;
export type AirNamespace = Namespace<AirToServer, ServerToAir, DefaultEventsMap, Admitted>;
