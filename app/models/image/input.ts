import { z } from "zod";
import { text } from "~/models/text";

/** What a picture shows, for those who cannot see it. */
export const Alt = text({ max: 250 }).default("");

export const PicturesForm = z.object({ alt: Alt });
export const DescriptionForm = z.object({ alt: Alt, before: z.string().max(2_000).default("") });
export const MoveForm = z.object({ to: z.enum(["earlier", "later"]) });
