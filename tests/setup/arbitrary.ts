import fc from "fast-check";
import type { Schema } from "~/contract/document/schema";
import { found } from "./document";

const MOST_DEPTH = 6;
/** What every input has to survive, whatever it was meant to be. */
export const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    "\u0000",
    "\ud800",
    "a\udfffb",
    "__proto__",
    "1e999",
    "-1",
    "%00",
    "' OR 1=1 --",
    "\u202e",
    "",
  ),
  fc.constantFrom<unknown>(null, [], {}, [[]], -0, 1e21, 2 ** 53, { contains: "" }, { not: null }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.integer({ min: 1_000, max: 30_000 }).map((length) => "x".repeat(length)),
  fc.jsonValue(),
);

/** Values that fit a schema; of every few one that need not. */
export function arbitraryOf(given: Schema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 19, arbitrary: fitting(given, depth) }, { weight: 1, arbitrary: nasty });
}

function fitting(given: Schema, depth: number): fc.Arbitrary<unknown> {
  const schema = found<Schema>(given);
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, depth + 1)));
  const examples = schema.examples ?? [];
  const plain = ofType(schema, depth);
  return examples.length > 0 ? fc.oneof(plain, fc.constantFrom(...examples)) : plain;
}

function ofType(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { minimum = -1_000, maximum = 1_000_000, minItems = 0, maxItems = 5 } = schema;
  switch ([schema.type].flat()[0]) {
    case "object":
      return objects(schema, depth);
    case "array":
      if (depth > MOST_DEPTH || !schema.items) return fc.constant([]);
      return fc.array(arbitraryOf(schema.items, depth + 1), {
        minLength: minItems,
        maxLength: Math.min(Math.max(maxItems, minItems), minItems + 4),
      });
    case "integer":
      return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) });
    case "number":
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return strings(schema);
    default:
      return fc.jsonValue();
  }
}

function objects({ properties = {}, required = [] }: Schema, depth: number) {
  if (depth > MOST_DEPTH) return fc.constant({});
  const members = Object.entries(properties).map(([name, member]) => [name, arbitraryOf(member, depth + 1)]);
  const all: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members);
  const whole = fc.record(all, { requiredKeys: required });
  const more = fc.record({ isAdmin: nasty, deletedAt: nasty, userId: nasty }, { requiredKeys: [] });
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, more).map(([own, other]) => ({ ...own, ...other })) },
  );
}

function strings({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date-time") {
    const min = new Date("1970-01-01T00:00:00Z");
    const max = new Date("2100-01-01T00:00:00Z");
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
  }
  if (format === "uri") return fc.webUrl();
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 80) });
}
