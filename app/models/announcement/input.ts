import { z } from "zod";
import { needsWords, words } from "~/models/inbox/input";
import { text } from "~/models/text";

const group = {
  role: z.enum(["owner", "editor", "customer"]).optional(),
  app: z.enum(["relay", "air"]).optional(),
  appVersion: text({ max: 40 }).optional(),
  /** A device's name, or the email of whom it belongs to. */
  named: text({ max: 200 }).optional(),
};

/** Which devices: all that is given must hold, nothing given is every device. */
export const Group = z.object(group);
export type Group = z.output<typeof Group>;

/** What all devices of a group are told. */
export const Announcement = z.object({ ...group, ...words }).refine(needsWords.check, needsWords.error);
export type Announcement = z.output<typeof Announcement>;
