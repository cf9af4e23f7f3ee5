import { z } from "zod";
import type { View } from "~/db/list-inbox.server";

export type { View };

/** The number of a message, as an address or a form holds it. */
const seq = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .refine((seq) => seq < 2 ** 31 - 1);

/** Which messages are shown, and behind which number a page begins. */
export const InboxQuery = z.object({
  view: z.enum(["all", "unread", "read", "sent"] satisfies View[]).optional(),
  before: seq.optional(),
});

/** Up to which message all are meant. */
export const UpTo = z.object({ upTo: seq });
