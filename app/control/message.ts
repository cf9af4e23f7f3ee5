import { z } from "zod";

/** What a command says while it runs, one JSON line each. The last one is `end` or `failure`. */
export const Message = z.discriminatedUnion("kind", [
  /** What was asked for: standard output. */
  z.object({ kind: z.literal("line"), text: z.string() }),
  /** What a person likes to know beside it: standard error. */
  z.object({ kind: z.literal("note"), text: z.string() }),
  z.object({ kind: z.literal("progress"), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal("end"), exitCode: z.number() }),
  z.object({ kind: z.literal("failure"), text: z.string() }),
]);
export type Message = z.infer<typeof Message>;
export type Say = (message: Message) => void;
