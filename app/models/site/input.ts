import { z } from "zod";
import { text } from "~/models/text";

const Switch = z.boolean("Say true or false").default(false);

/** While it is on, visitors and programs get a 503 with this message; the owner still gets in. */
export const MaintenanceInput = z.object({
  enabled: Switch,
  message: text({ max: 300 }).default(""),
});
export type MaintenanceInput = z.infer<typeof MaintenanceInput>;

/** A switch that the owner's own programs read by its name. */
export const FeatureInput = z.object({
  name: z
    .string("Name the feature")
    .max(60, "Use at most 60 characters")
    .regex(/^[a-z][a-z0-9_]*$/, "Start with a letter; use lower case letters, digits and _"),
  enabled: Switch,
  public: Switch,
  description: text({ max: 200 }).default(""),
});
export type FeatureInput = z.infer<typeof FeatureInput>;

/** How the shop introduces itself. */
export const SiteProfile = z.object({
  name: text({ min: 1, max: 80, missing: "Name the shop" }),
  place: text({ max: 80 }).default(""),
  headline: text({ max: 160 }).default(""),
  lead: text({ max: 400 }).default(""),
});
export type SiteProfile = z.infer<typeof SiteProfile>;
