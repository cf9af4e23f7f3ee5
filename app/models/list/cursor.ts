import { z } from "zod";
import type { Order, Place } from "~/db/conditions.server";
import type { KeyKind, Sorts } from "./sort";

const LATEST = Date.UTC(9999, 11, 31);
const keySchemas: Record<KeyKind, z.ZodType<string | number>> = {
  text: z.string().refine((text) => text.isWellFormed() && !text.includes("\u0000")),
  whole: z.int32(),
  time: z.int().min(0).max(LATEST),
};
const MAX_LENGTH = 4_000;

/**
 * A place in a list as a caller holds it: which side of which row, and what it was asked of. It tells nothing that the row
 * did not tell. The sum at its end is no secret: it finds a cursor of another list, and one that was cut short.
 */
export function formatCursor({ keys, back }: Place, question: string) {
  const text = JSON.stringify([back ? 1 : 0, ...keys]);
  return Buffer.from(`${sumOf(question + text)}${text}`).toString("base64url");
}

/** Null for what is no cursor of this question. */
export function readCursor(
  cursor: string,
  question: string,
  order: readonly Order[],
  sorts: Sorts,
): Place | null {
  if (cursor.length > MAX_LENGTH || !/^[\w-]+$/.test(cursor)) return null;
  const decoded = Buffer.from(cursor, "base64url").toString();
  const text = decoded.slice(SUM_LENGTH);
  if (decoded.slice(0, SUM_LENGTH) !== sumOf(question + text)) return null;
  const kinds = order.map(({ field }) => keySchemas[sorts[field] ?? "text"]);
  const [first = z.never(), ...rest] = [z.literal([0, 1]), ...kinds];
  const parsed = z.tuple([first, ...rest]).safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const [back, ...keys] = parsed.data as (string | number)[];
  return { back: back === 1, keys };
}

const SUM_LENGTH = 8;

/** FNV-1a. */
function sumOf(text: string) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16).padStart(SUM_LENGTH, "0");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
