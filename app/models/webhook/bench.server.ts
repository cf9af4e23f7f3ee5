import type { z } from "zod";
import { examine } from "./examination.server";
import { explain } from "./guesses.server";
import type { BenchForm } from "./input";
import type { Step } from "./steps";

/** A step, and for the one that failed its likely cause. */
export type Finding = Step & { cause?: string };

const UNKNOWN =
  "The secret is another one, or the body is not what was signed: compare the raw bytes on both sides, before any parser";

/** Verifies what was pasted, and finds out why it fails. */
export function tryOut(
  { kind, secret, headers, body, ignoreAge }: z.output<typeof BenchForm>,
  now: Date,
): Finding[] {
  const read = readHeaders(headers);
  const signed = {
    kind,
    secret: secret.trim(),
    headers: read,
    body,
    now: ignoreAge ? momentOf(read, now) : now,
  };
  const { steps, parts, valid } = examine(signed);
  if (valid || !parts) return steps;
  const cause = explain(parts, signed) ?? UNKNOWN;
  return steps.map((step) => (step.ok ? step : { ...step, cause }));
}

/** Lines such as `webhook-id: msg_1`, also as curl or a log prints them. */
function readHeaders(text: string) {
  const headers: Record<string, string> = Object.create(null);
  for (const line of text.split("\n")) {
    const [, name, value] =
      /^[\s<>*'"-]*(?:H ['"])?([\w-]+)['"]?\s*[:=]\s*(.*?)['",;\\\s]*$/.exec(line) ?? [];
    if (name) headers[name.toLowerCase()] = (value ?? "").replace(/^['"]/, "");
  }
  return headers;
}

function momentOf(headers: Readonly<Record<string, string>>, now: Date) {
  const stripe = /(?:^|,)\s*t=(\d{1,12})/.exec(headers["stripe-signature"] ?? "")?.[1];
  const seconds = Number(headers["webhook-timestamp"] ?? stripe);
  return seconds > 0 && seconds < 8e12 ? new Date(seconds * 1_000) : now;
}
