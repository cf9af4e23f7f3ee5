import { z } from "zod";

const MAX_DEPTH = 32;

/**
 * Whether a value is JSON that the shop can keep and hand out again: plain objects and arrays at most 32 levels deep, finite
 * numbers, well-formed text without NUL, which PostgreSQL cannot store, and nothing that is named `__proto__`.
 */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return isStorableText(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return value === null || typeof value === "boolean";
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((member) => isStorable(member, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).every(
    ([name, member]) => name !== "__proto__" && isStorableText(name) && isStorable(member, depth + 1),
  );
}

const isStorableText = (text: string) => !text.includes("\u0000") && text.isWellFormed();

/** Text of a device: as it is, within bounds, storable. */
export function words({ min = 0, max, example }: { min?: number; max: number; example: string }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine(isStorableText, "Leave out the character that cannot be stored")
    .meta({ examples: [example] });
}
