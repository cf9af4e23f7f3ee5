import { z } from "zod";
import type { MessageInput } from "~/models/relay/types";
import { text } from "~/models/text";

const isWebAddress = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** What a person writes on a page: a note, or with an address a link. */
export const words = {
  title: text({ max: 200 }).optional(),
  text: text({ max: 10_000, lines: true }).optional(),
  url: text({ max: 2_000 })
    .refine((url) => url === "" || isWebAddress(url), "Give an http or https address")
    .optional(),
};

export const needsWords = {
  check: ({ text, url }: { text?: string; url?: string }) => Boolean(text || url),
  error: { error: "Write something, or give a link", path: ["text"] },
};

/** A message to one's own devices or to the owner. */
export const SendInput = z
  .object({
    to: z.string("Choose who gets it").regex(/^(?:all|owner|[0-9a-f-]{36})$/, "Choose who gets it"),
    ...words,
  })
  .refine(needsWords.check, needsWords.error);
export type SendInput = z.infer<typeof SendInput>;

/** The message that these words are. */
export function messageOf({ title, text, url }: Omit<SendInput, "to">): Pick<MessageInput, "type" | "data"> {
  const named = title ? { title } : {};
  if (url) return { type: "link", data: { url, ...named, ...(text && { text }) } };
  return { type: "note", data: { text: text ?? "", ...named } };
}
