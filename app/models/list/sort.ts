import { z } from "zod";
import type { Order } from "~/db/conditions.server";

/** What a key of an order is made of, as a cursor holds it. */
export type KeyKind = "text" | "whole" | "time";
export type Sorts = Readonly<Record<string, KeyKind>>;

/** `-createdAt,name`: a minus for the largest first. The id decides what is left open. */
export function sortParameter(sorts: Sorts, aliases: Readonly<Record<string, string>> = {}) {
  const names = Object.keys(sorts);
  const known = [...names, ...names.map((name) => `-${name}`), ...Object.keys(aliases)];
  const wrong = `Sort by ${names.join(", ")}, each at most once, with a - before it for the largest first`;
  return z
    .string(wrong)
    .max(200, wrong)
    .refine((text) => {
      const given = text.split(",");
      const fields = given.map((name) => name.replace(/^-/, ""));
      return given.every((name) => known.includes(name)) && new Set(fields).size === fields.length;
    }, wrong)
    .transform((text) => orderOf(text, aliases))
    .optional()
    .meta({ description: wrong, example: `-${names[0]}` });
}

export function orderOf(text: string, aliases: Readonly<Record<string, string>> = {}): Order[] {
  const order = text.split(",").map((name) => {
    const key = aliases[name] ?? name;
    return { field: key.replace(/^-/, ""), descending: key.startsWith("-") };
  });
  // In the direction of the key before it: an index can then be followed.
  return [...order, { field: "id", descending: order.at(-1)?.descending ?? false }];
}
