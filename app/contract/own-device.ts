import { z } from "zod";
import { apps, OwnDevicePatch } from "~/models/device/input";
import { one } from "./envelope";
import { operation } from "./operation";

const tag = "Device stream";
const path = "/api/devices/me";
const moment = z.iso.datetime();
const words = (example: string) => z.string().meta({ examples: [example] });

const WakeUp = z
  .strictObject({
    host: words("ntfy.example"),
    pokedAt: moment.nullable().describe("When it was told to fetch the last time"),
    failingSince: moment.nullable(),
    disabledAt: moment.nullable().describe("Since when it is not tried any more; send the address again"),
  })
  .meta({ id: "WakeUp", description: "Where the device is woken; the whole address is not told" });

const Device = z
  .strictObject({
    id: z.uuid(),
    name: words("My phone"),
    model: words("Pixel 9"),
    app: z.enum(apps),
    appVersion: words("1.4.0"),
    mutedTypes: z.array(words("clipboard")),
    wakeUp: WakeUp.nullable(),
    waiting: z.int().nonnegative().describe("How many messages it has not acknowledged"),
    version: z.int().positive(),
    createdAt: moment,
    lastSeenAt: moment.nullable(),
    expiresAt: moment.nullable().describe("When it has to be paired again; null for never"),
  })
  .meta({ id: "Device", description: "A paired app" });

export const readOwnDevice = operation({
  id: "readOwnDevice",
  method: "GET",
  path,
  tag,
  device: true,
  summary: "Tell what is known of the calling device",
  answers: { 200: { description: "The device", body: one(Device) } },
});

export const changeOwnDevice = operation({
  id: "changeOwnDevice",
  method: "PATCH",
  path,
  tag,
  device: true,
  summary: "Rename the calling device, mute types, or say where it is woken",
  description:
    "What is left out stays. When mail waits and the device is not connected, `wakeUpUrl` is sent `fetch 3` as plain text, and nothing of what waits: at most once a minute until the device comes. What fails is tried again for a day, then it is turned off; a 404 or 410 turns it off at once.",
  body: OwnDevicePatch,
  answers: { 200: { description: "The device as it is now", body: one(Device) } },
});

export const revokeOwnDevice = operation({
  id: "revokeOwnDevice",
  method: "DELETE",
  path,
  tag,
  device: true,
  summary: "Revoke the calling device, as when its owner signs out",
  answers: {
    200: {
      description: "Its token opens nothing any more",
      body: z.strictObject({ message: z.literal("Revoked") }),
    },
  },
});
