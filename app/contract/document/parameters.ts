import type { Operation } from "../operation";
import { withExample } from "./example";
import type { RequestHeader } from "./headers";
import type { Schema, Speaker } from "./schema";

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: Schema;
  example?: unknown;
};

const ID: Schema = { type: "string", format: "uuid", minLength: 36, maxLength: 36 };

/** What an operation is asked with, apart from its body. */
export function parametersOf(operation: Operation, speaker: Speaker) {
  const headers = headersOf(operation).map((name) => ({ $ref: `#/components/parameters/${name}` }));
  return [...pathParameters(operation, speaker), ...queryParameters(operation, speaker), ...headers];
}

function pathParameters({ params = {} }: Operation, { say, components }: Speaker): Parameter[] {
  return Object.entries(params).map(([name, kind]) => {
    const schema = typeof kind === "string" ? ID : say(kind, "input");
    return {
      name,
      in: "path",
      required: true,
      description: typeof kind === "string" ? `The id of the ${kind.toLowerCase()}` : schema.description,
      schema,
      ...withExample(schema, components),
    };
  });
}

function queryParameters({ query, example }: Operation, { say }: Speaker): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = say(query, "input");
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    description,
    schema: bounded(schema),
    ...(example?.query?.[name] !== undefined && { example: example.query[name] }),
  }));
}

/** No address is longer than the server takes in. */
const MOST_CHARACTERS = 16_384;

/** A parameter that says no bounds of its own has those of every address. */
function bounded(schema: Schema): Schema {
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map(bounded) };
  if (schema.type === "array")
    return { maxItems: MOST_CHARACTERS, ...schema, items: bounded(schema.items ?? {}) };
  const isFree = schema.type === "string" && !schema.enum && schema.const === undefined;
  return isFree ? { maxLength: MOST_CHARACTERS, ...schema } : schema;
}

function headersOf({ method, scope, versioned }: Operation): RequestHeader[] {
  if (method === "GET") return ["If-None-Match"];
  return [...(scope ? (["Idempotency-Key"] as const) : []), ...(versioned ? (["If-Match"] as const) : [])];
}
