import { z } from "zod";

const MOST = 50;

/** Types that a device does not want: they are not put into its mailbox. */
export const MutedTypes = z
  .array(
    z
      .string("Name a type")
      .max(80, "A type has at most 80 characters")
      .regex(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/, "Name a type such as note or product.published"),
    "Send a list of types",
  )
  .max(MOST, `Mute at most ${MOST} types`)
  .transform((types) => [...new Set(types)].sort())
  .meta({
    description: "Types of messages it does not want",
    examples: [["clipboard", "product.published"]],
  });

/** What a person chooses from, in the words of a person. */
export const mutable: readonly { value: string; label: string }[] = [
  { value: "notification", label: "Notifications" },
  { value: "note", label: "Notes" },
  { value: "link", label: "Links" },
  { value: "clipboard", label: "Clipboard" },
  { value: "file", label: "Files" },
  { value: "sms", label: "Text messages" },
  { value: "call", label: "Calls" },
  { value: "product.published", label: "New products" },
  { value: "product.released", label: "New versions of what you follow" },
];
