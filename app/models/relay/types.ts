import { z } from "zod";
import { isStorable, words } from "./storable";

const webAddress = words({ min: 1, max: 4_000, example: "https://shop.example/products/ledgerline" }).refine(
  (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
  "Give an http or https address",
);
const telephone = words({ min: 1, max: 60, example: "+49 30 1234567" });
const person = words({ max: 200, example: "Ana" }).optional();

const Action = z.object({
  id: words({ min: 1, max: 100, example: "reply" }),
  title: words({ min: 1, max: 200, example: "Reply" }),
});

/** The `data` of the messages that apps know. Members that a newer app adds are carried along. */
export const messageTypes = {
  notification: z.looseObject({
    app: words({ min: 1, max: 200, example: "org.example.mail" }),
    title: words({ max: 500, example: "Ana wrote" }),
    text: words({ max: 20_000, example: "Shall we meet at five?" }).optional(),
    actions: z.array(Action).max(10).optional(),
    kind: words({ max: 100, example: "review" }).optional(),
    link: words({ max: 4_000, example: "/products/ledgerline" }).nullable().optional(),
    notificationId: words({ max: 100, example: "0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90" }).optional(),
  }),
  sms: z.looseObject({
    number: telephone,
    text: words({ max: 20_000, example: "Running late" }),
    direction: z.enum(["in", "out"]),
    name: person,
  }),
  call: z.looseObject({
    number: telephone,
    state: z.enum(["ringing", "answered", "missed", "ended"]),
    direction: z.enum(["in", "out"]).optional(),
    name: person,
    durationSeconds: z.int().min(0).max(1_000_000).optional(),
  }),
  clipboard: z.looseObject({ text: words({ max: 60_000, example: "atelier.example" }) }),
  link: z.looseObject({ url: webAddress, title: words({ max: 500, example: "Ledgerline" }).optional() }),
  file: z.looseObject({
    name: words({ min: 1, max: 300, example: "invoice.pdf" }),
    mediaType: words({ min: 3, max: 200, example: "application/pdf" }),
    sizeBytes: z.int().min(0),
    url: webAddress,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "Give 64 hexadecimal digits")
      .meta({ examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"] })
      .optional(),
  }),
  note: z.looseObject({
    text: words({ max: 60_000, example: "Call the printer" }),
    title: words({ max: 500, example: "Tomorrow" }).optional(),
  }),
} as const;

export type KnownType = keyof typeof messageTypes;
export const isKnownType = (type: string): type is KnownType => Object.hasOwn(messageTypes, type);

/** What only the shop says: nobody else sends in its name. */
const ITS_OWN =
  /^(?:product|category|review|image|user|api_key|device|config|feature|sample|webhook|webhook_endpoint|webhook_source|import|cron|message|product_follow)\./;

export const MESSAGE_LIMIT_BYTES = 64_000;
export const DAY_SECONDS = 86_400;
export const DEFAULT_TTL_SECONDS = 30 * DAY_SECONDS;

/** A message as a device or a person sends it. Types that are not known here are carried when they fit this envelope. */
export const MessageInput = z
  .strictObject({
    clientId: z
      .string()
      .max(100, "A name has at most 100 characters")
      .regex(
        /^[\x21-\x7e]{1,100}$/,
        "Give a name of 1 to 100 visible ASCII characters, a new one for each message",
      )
      .meta({ examples: ["0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90"] }),
    to: z
      .string()
      .max(36, "Name a device of your own, all, or owner")
      .regex(/^(?:all|owner|[0-9a-f-]{36})$/, "Name a device of your own, all, or owner")
      .meta({ examples: ["all"] }),
    type: z
      .string()
      .max(80)
      .regex(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/, "Give a type such as note or timer.started")
      .refine((type) => !ITS_OWN.test(type), "Only the shop itself sends this type")
      .meta({ examples: ["note"] }),
    data: z
      .record(z.string().max(MESSAGE_LIMIT_BYTES), z.unknown(), "Send an object")
      .refine(
        (data) => isStorable(data),
        "Leave out what JSON cannot hold: NUL, halves of characters, __proto__, more than 32 levels",
      )
      .meta({ examples: [{ text: "Call the printer" }] }),
    ttlSeconds: z
      .int("Give whole seconds")
      .min(1)
      .max(90 * DAY_SECONDS)
      .optional(),
    collapseKey: words({ min: 1, max: 100, example: "clipboard" }).optional(),
    priority: z.enum(["low", "normal", "high"]).optional(),
  })
  .superRefine(({ type, data }, context) => {
    const parsed = isKnownType(type) ? messageTypes[type].safeParse(data) : undefined;
    for (const issue of parsed?.error?.issues ?? [])
      context.addIssue({ code: "custom", message: issue.message, path: ["data", ...issue.path] });
  });
export type MessageInput = z.infer<typeof MessageInput>;
