import type { z } from "zod";
import type { Condition } from "~/db/conditions.server";
import { text } from "~/models/text";
import { conditionsOf, type Filter, filterParameters } from "./filter";

type Narrowed = { filters: Readonly<Record<string, Filter>>; search?: boolean };
/** Parameters of one list alone, each with what it means as a condition. */
export type More = Record<string, { schema: z.ZodType; means: (value: never) => Condition }>;

/** All that a list can be narrowed by: as parameters, and the conditions that they mean. */
export function narrowing({ filters, search }: Narrowed, more: More) {
  const { parameters, shape } = filterParameters(filters);
  const own = Object.entries(more);
  return {
    shape: {
      ...(search && {
        q: text({ min: 1, max: 100, missing: "Give a word" })
          .optional()
          .meta({ description: "Words to search for" }),
      }),
      ...shape,
      ...Object.fromEntries(own.map(([name, { schema }]) => [name, schema])),
    },
    conditionsOf: (query: Readonly<Record<string, unknown>>): Condition[] => [
      ...conditionsOf(query, parameters),
      ...own.flatMap(([name, { means }]) => (query[name] === undefined ? [] : [means(query[name] as never)])),
    ],
  };
}
