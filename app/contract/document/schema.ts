import { z } from "zod";

/** A schema as JSON Schema 2020-12 writes it, as far as our own documents go. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  title?: string;
  description?: string;
  default?: unknown;
  examples?: unknown[];
  $defs?: Record<string, Schema>;
};

const IN_DEFS = "#/$defs/";
export const IN_COMPONENTS = "#/components/schemas/";
const WHOLE_32 = 2 ** 31 - 1;
/** What zod checks of these by a pattern too, everybody checks by the format. */
const KNOWN_FORMATS = ["uuid", "date-time", "date", "email"];

/**
 * Says the schemas of the doors in JSON Schema. Those with an `id` become components, each said once: one that looks different
 * coming in and going out needs two names, and throws.
 */
export function speaker() {
  const components: Record<string, Schema> = {};
  function say(schema: z.ZodType, io: "input" | "output"): Schema {
    const {
      $defs = {},
      $schema,
      ...said
    } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema & {
      $schema?: string;
    };
    for (const [id, definition] of Object.entries($defs)) {
      const clean = plain(definition);
      if (components[id] && JSON.stringify(components[id]) !== JSON.stringify(clean)) {
        throw new Error(`${id} looks different coming in and going out: give one of them another id`);
      }
      components[id] = clean;
    }
    const { id } = (schema.meta() ?? {}) as { id?: string };
    if (!id) return plain(said);
    components[id] ??= plain(said);
    return { $ref: IN_COMPONENTS + id };
  }
  return { say, components };
}

export type Speaker = ReturnType<typeof speaker>;

/** Without what only zod means by it. `told` in the metadata of a schema stands for a check that JSON Schema cannot say. */
function plain(schema: Schema): Schema {
  const { id, told, ...said } = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, plainValue(keyword, value)]),
  ) as Schema & { id?: string; told?: Schema };
  const { description, default: fallback, examples } = said;
  const kept = { ...(description && { description }), ...(fallback !== undefined && { default: fallback }) };
  const whole = told ? { ...told, ...kept, ...(examples && { examples }) } : said;
  if (whole.format && KNOWN_FORMATS.includes(whole.format)) delete whole.pattern;
  if (whole.type === "integer" && !whole.format) whole.format = formatOf(whole);
  return whole;
}

function plainValue(keyword: string, value: unknown): unknown {
  if (keyword === "$ref") return String(value).replace(IN_DEFS, IN_COMPONENTS);
  if (["items", "additionalProperties", "propertyNames"].includes(keyword) && typeof value === "object") {
    return plain(value as Schema);
  }
  if (["anyOf", "oneOf", "allOf", "prefixItems"].includes(keyword)) return (value as Schema[]).map(plain);
  if (keyword !== "properties") return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Schema>).map(([name, member]) => [name, plain(member)]),
  );
}

const formatOf = ({ minimum = -Infinity, maximum = Infinity }: Schema) =>
  minimum >= -WHOLE_32 && maximum <= WHOLE_32 ? "int32" : "int64";
