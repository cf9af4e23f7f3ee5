import { operations } from "../operations";
import { problemTold } from "../problems";
import { curlOf } from "./curl";
import { openApi } from "./document";
import { problemsOf } from "./problems-of";
import { IN_COMPONENTS, type Schema } from "./schema";
import { tags } from "./tags";

type Content = Record<string, { schema: Schema; example?: unknown }>;
export type Member = { name: string; type: string; required: boolean; description?: string };
export type Reference = ReturnType<typeof referenceOf>[number];

const DEEP = 3;
let told: ReturnType<typeof openApi> | undefined;
const document = () => {
  told ??= openApi({ site: "" });
  return told;
};

/** The address of a tag's page. */
export const tagSlug = (name: string) => name.toLowerCase().replaceAll(" ", "-");

/** The parts of the API that have something in them, each with the names of its operations. */
export function chapters() {
  return document().tags.map(({ name, description }) => ({
    name,
    description,
    slug: tagSlug(name),
    operations: inChapter(name).map(({ id, summary }) => ({ id, summary })),
  }));
}

export const chapterOf = (slug: string) => tags.find(({ name }) => tagSlug(name) === slug);

/** Every operation of a tag as its page tells it. */
export function referenceOf(tag: string) {
  return inChapter(tag).map((operation) => {
    const { id, method, path, summary, description, scope } = operation;
    const object = document().paths[path]?.[method.toLowerCase()];
    const content = contentOf(object?.requestBody as { content?: Content } | undefined);
    const answers = Object.entries(operation.answers).map(([status, answer]) => ({
      status: Number(status),
      description: answer.description,
      example: exampleText(object?.responses[status] as { content?: Content }),
    }));
    return {
      id,
      method,
      path,
      summary,
      description,
      scope,
      curl: curlOf(operation, content?.example),
      parameters: (object?.parameters ?? []).map(parameterRow),
      body: content ? membersOf(content.schema) : [],
      answers,
      problems: problemsOf(operation)
        .map((slug) => ({ slug, status: problemTold(slug).status }))
        .sort((a, b) => a.status - b.status),
    };
  });
}

/** Every type of event that goes out, those that bring the same together, with the body of one. */
export function eventReference() {
  const shapes = new Map<
    string,
    { types: { type: string; summary: string }[]; example: string; members: Member[] }
  >();
  for (const [type, { post }] of Object.entries(document().webhooks)) {
    const { schema, example } = post.requestBody.content["application/json"];
    const data = schema.properties?.data ?? {};
    const key = data.$ref ?? type;
    const shape = shapes.get(key) ?? {
      types: [],
      example: JSON.stringify(example, null, 2),
      members: membersOf(data, "data"),
    };
    shape.types.push({ type, summary: post.summary });
    shapes.set(key, shape);
  }
  return [...shapes.values()];
}

function inChapter(tag: string) {
  const order = Object.values(document().paths).flatMap((verbs) =>
    Object.values(verbs).map(({ operationId }) => operationId),
  );
  return operations
    .filter((operation) => operation.tag === tag)
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

const contentOf = (body: { content?: Content } | undefined) => Object.values(body?.content ?? {})[0];

function exampleText(answer: { content?: Content } | undefined) {
  const example = contentOf(answer)?.example;
  return example === undefined ? undefined : JSON.stringify(example, null, 2);
}

function parameterRow(given: object): Member & { in: string } {
  const parameter = resolved(given) as {
    name: string;
    in: string;
    required: boolean;
    schema: Schema;
    description?: string;
  };
  const { name, required, schema, description } = parameter;
  return { name, in: parameter.in, required, type: typeOf(schema), description };
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

function resolved(part: object): object {
  const { $ref } = part as { $ref?: string };
  if ($ref === undefined) return part;
  if ($ref.startsWith(IN_COMPONENTS))
    return document().components.schemas[$ref.slice(IN_COMPONENTS.length)] ?? {};
  const name = $ref.split("/").at(-1) ?? "";
  return document().components.parameters[name] ?? {};
}
