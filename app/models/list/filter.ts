import { z } from "zod";
import type { Condition, Value } from "~/db/conditions.server";

const MOST_VALUES = 100;
const MAX_VALUE_LENGTH = 200;

/** What a list can be narrowed by: `filter[name]=`, with `ranges` also `filter[name][gte]=` and so on. */
export type Filter = {
  /** One value as it stands in the address. */
  value: z.ZodType<Value, string>;
  ranges?: boolean;
  /** Whether several values may be given, by commas or by repeating the parameter: any of them fits. */
  many?: boolean;
  hint: string;
};

const word = z.string("Use text").min(1, "Give a value").max(MAX_VALUE_LENGTH, "Use a shorter value");

/** One of some words. */
export const words = (hint: string, value: z.ZodType<string, string> = word): Filter => ({
  value,
  many: true,
  hint,
});

const WHOLE = "Use a whole number of 0 or more";
export const amounts = (hint: string): Filter => ({
  value: z
    .string(WHOLE)
    .regex(/^\d{1,9}$/, WHOLE)
    .transform(Number)
    .meta({ told: { type: "integer", minimum: 0, maximum: 999_999_999 } }),
  ranges: true,
  hint,
});

/** A number with one digit behind the point, in tenths. */
export const tenths = (hint: string): Filter => ({
  value: z
    .string("Use a number such as 4.5")
    .regex(/^\d{1,3}(?:\.\d)?$/, "Use a number such as 4.5")
    .transform((text) => Math.round(Number(text) * 10)),
  ranges: true,
  hint,
});

const MOMENT = "Use a time such as 2026-01-31T12:00:00Z, a + in it written as %2B";
export const times = (hint: string): Filter => ({
  value: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()], MOMENT)
    .transform((text) => new Date(text))
    .refine((time) => time.getTime() >= 0, MOMENT),
  ranges: true,
  hint,
});

const comparisons = ["gte", "gt", "lte", "lt"] as const;

/** The parameters of filters, each with how it is read. */
export function filterParameters(filters: Readonly<Record<string, Filter>>) {
  const parameters = new Map<string, { field: string; is: "eq" | "in" | (typeof comparisons)[number] }>();
  const shape: Record<string, z.ZodType> = {};
  for (const [field, { value, ranges, many, hint }] of Object.entries(filters)) {
    const whole = `filter[${field}]`;
    parameters.set(whole, { field, is: many ? "in" : "eq" });
    shape[whole] = (many ? severalOf(value) : value).optional().meta({ description: hint });
    for (const is of ranges ? comparisons : []) {
      parameters.set(`${whole}[${is}]`, { field, is });
      shape[`${whole}[${is}]`] = value.optional().meta({ description: `${hint}: ${told[is]}` });
    }
  }
  return { parameters, shape };
}

const told = { gte: "this or more", gt: "more than this", lte: "this or less", lt: "less than this" };

/** What parameters ask of a row. */
export function conditionsOf(
  query: Readonly<Record<string, unknown>>,
  parameters: ReturnType<typeof filterParameters>["parameters"],
) {
  return Object.entries(query).flatMap(([name, value]) => {
    const parameter = parameters.get(name);
    return parameter && value !== undefined ? [{ ...parameter, value } as Condition] : [];
  });
}

/** `a,b` or a parameter that is repeated. Every value once. */
export function severalOf(value: z.ZodType<Value, string>) {
  return z
    .union([z.string(), z.array(z.string())], "Use text")
    .transform((given) => [...new Set([given].flat().flatMap((text) => text.split(",")))])
    .pipe(z.array(value).max(MOST_VALUES, `Use at most ${MOST_VALUES} values`));
}
