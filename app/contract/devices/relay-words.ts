import { z } from "zod";

const id = z.uuid();
const moment = z.iso.datetime();
const words = (example: string) => z.string().meta({ examples: [example] });
export const cursor = words("0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90.42");
const count = z.int().nonnegative();

const envelope = {
  seq: z
    .int()
    .positive()
    .describe("Its number in the mailbox of this device")
    .meta({ examples: [42] }),
  id: id.describe("Names the message on every device, and when it comes again"),
  at: moment.describe("When it was said"),
  after: cursor.describe("The cursor behind it: come back with that of the last message you have stored"),
  from: id.optional().describe("The device that sent it; absent when the shop or a page did"),
  priority: z.enum(["low", "high"]).optional().describe("Absent: normal"),
  collapseKey: z
    .string()
    .optional()
    .describe("It takes the place of older messages of the same sender under this key")
    .meta({ examples: ["clipboard"] }),
  expiresAt: moment.optional().describe("From then on it is of no use"),
};

/** A message of one type as it comes; of any type that has no name here when that is null. */
export function eventOf(type: string | null, data: z.ZodType, named: readonly string[] = []) {
  const other = z.string().meta({ examples: ["timer.started"], not: { enum: named } });
  return z.strictObject({ ...envelope, type: type === null ? other : z.literal(type), data });
}

/** A message of whatever type, as plain HTTP tells it. */
export const RelayEventOut = z
  .strictObject({
    ...envelope,
    type: words("note"),
    data: z.record(z.string(), z.unknown()).meta({ examples: [{ text: "Call the printer" }] }),
  })
  .meta({ id: "RelayEvent", description: "A message in the mailbox of a device" });

export const Ready = z.strictObject({
  after: cursor.describe("The cursor to come back with"),
  protocol: words("1").describe("The version of what is spoken"),
});

export const Resync = z.strictObject({
  reason: z.string().meta({ examples: ["other_epoch"] }),
  snapshotUrl: words("/api/products").describe("Where to read how things are now"),
  after: cursor.describe("Where the mailbox goes on"),
});

export const Sent = z.strictObject({
  ok: z.literal(true),
  id: id.describe("The id under which the others get it"),
  seq: count.describe("Its place among all messages; those said later have a greater one"),
  duplicate: z.boolean().describe("Whether it had come before: nothing was done again"),
});

export const WasRead = z.strictObject({ ok: z.literal(true), read: count });

/** How far a message has come on one device. */
export const Copy = z
  .strictObject({
    deviceId: id.nullable().describe("Null when the device is somebody else's"),
    deviceName: z
      .string()
      .nullable()
      .meta({ examples: ["Tablet"] }),
    state: z.enum(["queued", "sent", "acked", "read", "expired", "withdrawn"]),
    sentAt: moment.nullable(),
    ackedAt: moment.nullable(),
    readAt: moment.nullable(),
  })
  .meta({
    id: "Copy",
    description: "How far a message has come on one device. Of other people's only the state is told",
  });
