import { z } from "zod";
import { text } from "~/models/text";

/** What somebody wants to know before they buy. */
export const QuestionInput = z.object({
  body: text({ min: 3, max: 2_000, lines: true, missing: "Write your question" }),
});
export type QuestionInput = z.infer<typeof QuestionInput>;
