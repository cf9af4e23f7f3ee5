import { z } from "zod";

// Control characters other than tab and line ends, and the marks that reverse the direction of the text around them.
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

type Limits = { min?: number; max: number; missing?: string; lines?: boolean };

/** Text as a person writes it: trimmed, bounded, without control characters. One line unless `lines`. */
export function text({ min = 0, max, missing = "Fill this in", lines = false }: Limits) {
  return z
    .string(missing)
    .max(max * 4, `Use at most ${max} characters`)
    .refine((value) => value.isWellFormed() && !UNWANTED.test(value), "Leave out the control character")
    .refine((value) => lines || !/[\r\n]/.test(value), "Keep it on one line")
    .trim()
    .min(min, missing)
    .max(max, `Use at most ${max} characters`);
}

/**
 * For searching: lower case, no diacritics, single spaces. The same on both databases, which fold ASCII at best. The marks
 * that LIKE would read as wildcards become spaces too.
 */
export function fold(value: string) {
  return value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s%_\\]+/g, " ")
    .trim();
}
