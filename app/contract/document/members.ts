import { IN_COMPONENTS, type Schema } from "./schema";

export type Member = { name: string; type: string; required: boolean; description?: string };
type Parameter = { name: string; in: string; required: boolean; schema: Schema; description?: string };
/** What a document keeps apart for its references to point at. */
type Components = { schemas: Record<string, Schema>; parameters?: Record<string, object> };

const DEEP = 3;

/** Tells parts of a document in lines of a name, a type and what it means. */
export function membersIn(components: () => Components) {
  function parameterRow(given: object): Member & { in: string } {
    const { name, in: place, required, schema, description } = resolved(given) as Parameter;
    return { name, in: place, required, type: typeOf(schema), description };
  }

  /** The members of an object a line each, those below others by their path. */
  function membersOf(given: Schema, above = "", depth = 0): Member[] {
    const schema = resolved(given) as Schema;
    return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
      if ("x-ignored" in member) return [];
      const path = above ? `${above}.${name}` : name;
      const own = resolved(member) as Schema;
      const inner = own.items ? (resolved(own.items) as Schema) : own;
      const below =
        inner.properties && depth < DEEP ? membersOf(inner, own.items ? `${path}[]` : path, depth + 1) : [];
      const { description } = member.description ? member : own;
      const required = schema.required?.includes(name) ?? false;
      return [{ name: path, type: typeOf(own), required, description }, ...below];
    });
  }

  /** A type and its bounds in a few words. */
  function typeOf(given: Schema): string {
    const schema = resolved(given) as Schema;
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return [...new Set(choices.map(typeOf))].join(" or ");
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map(String).join(" | ");
    const type = [schema.type ?? "anything"].flat().join(" or ");
    const named = schema.format === "uuid" ? "id" : schema.format === "date-time" ? "time" : type;
    return [schema.items ? `list of ${typeOf(schema.items)}` : named, boundsOf(schema)]
      .filter(Boolean)
      .join(", ");
  }

  function resolved(part: object): object {
    const { $ref } = part as { $ref?: string };
    if ($ref === undefined) return part;
    const { schemas, parameters = {} } = components();
    if ($ref.startsWith(IN_COMPONENTS)) return schemas[$ref.slice(IN_COMPONENTS.length)] ?? {};
    return parameters[$ref.split("/").at(-1) ?? ""] ?? {};
  }

  return { membersOf, parameterRow };
}

function boundsOf({ minimum, maximum, maxLength, maxItems, format, default: fallback }: Schema) {
  const range = minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  return [
    range && `${minimum} to ${maximum}`,
    maxLength !== undefined && format !== "uuid" && `at most ${maxLength} characters`,
    maxItems !== undefined && `at most ${maxItems}`,
    fallback !== undefined && JSON.stringify(fallback).length < 20 && `else ${JSON.stringify(fallback)}`,
  ]
    .filter(Boolean)
    .join(", ");
}
