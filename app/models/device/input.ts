import { z } from "zod";
import { text } from "~/models/text";
import { MutedTypes } from "./muting";

export const DeviceName = text({ min: 1, max: 60, missing: "Give the device a name" });
const Model = text({ max: 80 });

export const apps = ["relay", "air"] as const;
export type App = (typeof apps)[number];

/** A version as app authors write it: `4.12.0`, `4.12.0-beta`. What counts of it are the numbers between the dots. */
const AppVersion = z
  .string("Say which version of the app this is")
  .trim()
  .max(40, "Use at most 40 characters")
  .regex(/^[\w.+-]*$/, "Write it like 1.4.0");

/** After how many days a device has to be paired again; 0 for never. */
export const lifetimes = [0, 7, 30, 90, 365] as const;

const Lifetime = z.coerce
  .number("Choose how long it may stay")
  .pipe(z.literal(lifetimes, "Choose how long it may stay"));

export const PairingForm = z.object({ livesDays: Lifetime.default(0) });

/** How a person changes a device. Without `livesDays` it may stay as long as it might. */
export const DeviceForm = z.object({
  name: DeviceName,
  mutedTypes: MutedTypes.default([]),
  livesDays: Lifetime.optional(),
});

/** How a code may come in: with the dash or without, in small letters, with letters that look like its digits. */
const PairingCode = z
  .string("Send the code that the shop shows")
  .max(40, "A code has 8 letters and digits")
  .meta({ description: "As the shop shows it; dash and case do not matter", examples: ["K7QM-3XPD"] })
  .transform((code) => code.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1"))
  .refine(
    (code) => /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code),
    "A code has 8 letters and digits, such as K7QM-3XPD",
  );

/** What an app says of itself when it is paired. */
export const PairInput = z.strictObject({
  code: PairingCode,
  name: DeviceName.meta({ description: "What its owner calls it", examples: ["My phone"] }),
  model: Model.default("").meta({ examples: ["Pixel 9"] }),
  app: z.enum(apps).default("relay"),
  version: AppVersion.default("").meta({ description: "The version of the app", examples: ["1.4.0"] }),
});
export type PairInput = z.infer<typeof PairInput>;

/** How a device changes itself; what is left out stays, and null takes the address away. */
export const OwnDevicePatch = z.strictObject({
  name: DeviceName.optional(),
  mutedTypes: MutedTypes.optional(),
  wakeUpUrl: z
    .string("Send an address, or null for none")
    .max(2_000, "Use at most 2,000 characters")
    .nullable()
    .optional()
    .meta({
      description:
        "An https address of UnifiedPush or ntfy that is told “fetch n” when mail waits and the device is away",
      examples: ["https://ntfy.example/upA1b2C3?up=1"],
    }),
});
