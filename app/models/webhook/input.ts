import { z } from "zod";
import { text } from "~/models/text";
import { Versioned } from "~/models/version";
import { signatureKinds } from "./steps";
import { ALL_TYPES, OutgoingType } from "./types";

/** An endpoint as its owner describes it, with the version that was edited. Where `all` is on, the chosen types do not matter. */
export const EndpointForm = z
  .object({
    url: text({ min: 1, max: 2_000, missing: "Enter the address to call" }),
    description: text({ max: 200 }).optional(),
    all: z.boolean().optional(),
    types: z.array(OutgoingType).max(100).optional(),
    version: Versioned.shape.version.optional(),
  })
  .refine(({ all, types }) => all || (types ?? []).length > 0, {
    error: "Choose at least one kind of event",
    path: ["types"],
  })
  .transform(({ url, description = "", all, types = [], version = 0 }) => ({
    endpoint: { url, description, types: all ? ALL_TYPES : [...new Set(types)].join(" ") },
    version,
  }));
export type EndpointForm = { url: string; description: string; all: boolean; types: string[] };
export type EndpointInput = z.output<typeof EndpointForm>["endpoint"];

/** For how many hours the old secret signs beside the new one. */
export const overlaps = ["0", "1", "24", "72", "168"] as const;

export const RotationForm = z
  .object({ overlap: z.enum(overlaps, "Choose how long both secrets sign") })
  .transform(({ overlap }) => ({ overlapHours: Number(overlap) }));

const moment = (missing: string) =>
  z
    .string(missing)
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/, "Write it as 2026-11-22T14:30, in UTC")
    .transform((text) => new Date(`${text}Z`))
    .refine((date) => !Number.isNaN(date.getTime()), "There is no such moment");

/** A range of time to replay, in UTC, the end not included; without types all that the endpoint wants. */
export const ReplayForm = z
  .object({
    from: moment("Say from when"),
    to: moment("Say until when"),
    types: z.array(OutgoingType).max(100).optional(),
  })
  .refine(({ from, to }) => from < to, { error: "The end comes after the beginning", path: ["to"] })
  .transform(({ types = [], ...range }) => ({ ...range, types }));

/** A sender of webhooks as the owner describes it. Without a secret of the sender's, one is made. */
export const SourceForm = z.object({
  name: text({ min: 1, max: 60, missing: "Name who sends" }),
  word: z
    .string("Choose the last part of the address")
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Use lower case letters, digits and single hyphens")
    .max(40, "Use at most 40 characters"),
  kind: z.enum(signatureKinds, "Choose how it signs"),
  secret: text({ max: 500 }).optional(),
});
export type SourceForm = z.output<typeof SourceForm>;

/** What is pasted on the bench. Nothing of it is kept. */
export const BenchForm = z.object({
  kind: z.enum(signatureKinds, "Choose how it is signed"),
  secret: z.string("Paste the secret").max(1_000, "This is too long for a secret"),
  headers: z.string("Paste the headers").max(10_000, "Paste only the headers of the signature"),
  body: z.string().max(50_000, "Paste at most 50,000 characters").default(""),
  ignoreAge: z.boolean().optional(),
});
