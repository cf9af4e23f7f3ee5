import { z } from "zod";
import { text } from "~/models/text";
import { ALL_TYPES, OutgoingType } from "./types";

/** An endpoint as its owner describes it. Where `all` is on, the chosen types do not matter. */
export const EndpointForm = z
  .object({
    url: text({ min: 1, max: 2_000, missing: "Enter the address to call" }),
    description: text({ max: 200 }).optional(),
    all: z.boolean().optional(),
    types: z.array(OutgoingType).max(100).optional(),
  })
  .refine(({ all, types }) => all || (types ?? []).length > 0, {
    error: "Choose at least one kind of event",
    path: ["types"],
  })
  .transform(({ url, description = "", all, types = [] }) => ({
    url,
    description,
    types: all ? ALL_TYPES : [...new Set(types)].join(" "),
  }));
export type EndpointInput = z.output<typeof EndpointForm>;

/** For how many hours the old secret signs beside the new one. */
export const overlaps = ["0", "1", "24", "72", "168"] as const;

export const RotationForm = z
  .object({ overlap: z.enum(overlaps, "Choose how long both secrets sign") })
  .transform(({ overlap }) => ({ overlapHours: Number(overlap) }));
