import { z } from "zod";
import { text } from "~/models/text";

/** What an export holds: all of the shelf, or one category of it; for those who may write, drafts as well or alone. */
export const ExportQuery = z.strictObject({
  category: text({ max: 80 }).optional(),
  published: z.enum(["true", "false", "all"], "Use true, false or all").default("true"),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

export type ExportFormat = "csv" | "ndjson";
