import { IN_COMPONENTS, type Schema } from "./schema";

const ID = "0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90";
const MOMENT = "2026-11-22T09:30:00.000Z";

/** Thrown where nobody said how a member looks. */
export class NoExample extends Error {
  override name = "NoExample";
}

/**
 * What fits a schema, made of the examples its parts give. `optional` adds the members that may be left out, if they have an
 * example. Throws {@link NoExample} with the path of the first part that says nothing.
 */
export function exampleOf(schema: Schema, components: Record<string, Schema>, path = ""): unknown {
  if (schema.$ref) {
    const id = schema.$ref.replace(IN_COMPONENTS, "");
    return exampleOf(components[id] ?? {}, components, path || id);
  }
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum?.length) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return exampleOf(choice, components, path);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, components, path)));
  return exampleOfType(schema, components, path);
}

/** The same as members of an OpenAPI object: nothing where nobody said how it looks, which the tests do not let pass. */
export function withExample(schema: Schema, components: Record<string, Schema>): { example?: unknown } {
  try {
    return { example: exampleOf(schema, components) };
  } catch (error) {
    if (error instanceof NoExample) return {};
    throw error;
  }
}

function exampleOfType(schema: Schema, components: Record<string, Schema>, path: string): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return objectExample(schema, components, path);
    case "array":
      return schema.items ? [exampleOf(schema.items, components, `${path}[]`)] : [];
    case "boolean":
      return true;
    case "null":
      return null;
    case "integer":
    case "number":
      return numberExample(schema);
    case "string":
      return stringExample(schema, path);
    default:
      throw new NoExample(`give an example to ${path}`);
  }
}

function objectExample(schema: Schema, components: Record<string, Schema>, path: string) {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    try {
      return [[name, exampleOf(member, components, path ? `${path}.${name}` : name)]];
    } catch (error) {
      if (required.has(name) || !(error instanceof NoExample)) throw error;
      return [];
    }
  });
  return Object.fromEntries(members);
}

function numberExample({ minimum = 0, maximum = Infinity }: Schema) {
  return Math.min(Math.max(minimum, 1), maximum);
}

function stringExample({ format, maxLength }: Schema, path: string) {
  if (format === "uuid") return ID;
  if (format === "date-time") return MOMENT;
  if (format === "uri") return "https://shop.example/";
  if (maxLength === 0) return "";
  throw new NoExample(`give an example to ${path}`);
}
