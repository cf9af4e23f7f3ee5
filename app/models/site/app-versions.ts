import { z } from "zod";

const Minimum = z
  .string()
  .trim()
  .max(40, "Use at most 40 characters")
  .regex(/^(?:\d{1,6}(?:\.\d{1,6}){0,3})?$/, "Write numbers and dots, such as 1.4.0")
  .default("");

/** The oldest version of each app that is let in; empty for any. */
export const AppVersions = z.object({ relay: Minimum, air: Minimum });
export type AppVersions = z.infer<typeof AppVersions>;
