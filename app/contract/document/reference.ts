import { operations } from "../operations";
import { problemTold } from "../problems";
import { curlOf } from "./curl";
import { openApi } from "./document";
import { type Member, membersIn } from "./members";
import { problemsOf } from "./problems-of";
import type { Schema } from "./schema";
import { tags } from "./tags";

type Content = Record<string, { schema: Schema; example?: unknown }>;
export type Reference = ReturnType<typeof referenceOf>[number];

let told: ReturnType<typeof openApi> | undefined;
const document = () => {
  told ??= openApi({ site: "" });
  return told;
};
const { membersOf, parameterRow } = membersIn(() => document().components);

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
