import type { Schema } from "~/contract/document/schema";
import { deviceDocument, devices, document, found } from "../setup/document";

/** What is promised of one place: what may be there, and within which bounds. */
export type Fact = {
  types: string[];
  required: boolean;
  values?: string[];
  bounds?: Record<string, number>;
  pattern?: string;
};
/**
 * Every place of the documents that a program may rely on, by where it is: `createProduct body.name`, `listProducts 200 data[].id`,
 * `relay/event.note answer.data.text`.
 */
export type Promised = Record<string, Fact>;

const BOUNDS = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;
const MOST_DEPTH = 12;

type Content = Record<string, { schema: Schema }>;
type Parameter = { name: string; in: string; required: boolean; schema: Schema };

/** What the documents promise today. */
export function promised(): Promised {
  const promise: Promised = {};
  for (const verbs of Object.values(document.paths)) {
    for (const { operationId, parameters, requestBody, responses } of Object.values(verbs)) {
      for (const parameter of parameters.map((one) => found<Parameter>(one as Parameter)))
        collect(
          promise,
          `${operationId} ${parameter.in}.${parameter.name}`,
          parameter.schema,
          parameter.required,
        );
      for (const { schema } of Object.values((requestBody?.content ?? {}) as Content))
        collect(promise, `${operationId} body`, schema, true);
      for (const [status, answer] of Object.entries(responses)) {
        const { content = {} } = found(answer as { content?: Content });
        promise[`${operationId} ${status}`] = { types: Object.keys(content), required: true };
        if (Number(status) >= 300) continue;
        for (const { schema } of Object.values(content))
          collect(promise, `${operationId} ${status} answer`, schema, true);
      }
    }
  }
  collectEvents(promise);
  collectSayings(promise);
  return Object.fromEntries(Object.entries(promise).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function collectEvents(promise: Promised) {
  const { webhooks = {} } = document as {
    webhooks?: Record<string, { post: { requestBody: { content: Content } } }>;
  };
  for (const [type, { post }] of Object.entries(webhooks)) {
    for (const { schema } of Object.values(post.requestBody.content)) {
      collect(promise, `event ${type} answer`, schema, true);
    }
  }
}

/** What devices say comes in, what they are told goes out, and so does what is acknowledged. */
function collectSayings(promise: Promised) {
  const collectIn = collector(devices.found);
  for (const { action, messages, reply } of Object.values(deviceDocument.operations)) {
    const direction = action === "receive" ? "body" : "answer";
    for (const { $ref } of messages)
      collectIn(promise, `${placeOf($ref)} ${direction}`, payloadAt($ref), true);
    for (const { $ref } of reply?.messages ?? [])
      collectIn(promise, `${placeOf($ref)} answer`, payloadAt($ref), true);
  }
}

/** `relay/event.note` of `#/channels/relay/messages/event.note`. */
const placeOf = ($ref: string) => $ref.replace("#/channels/", "").replace("/messages/", "/");
const payloadAt = ($ref: string) => devices.found<{ payload: Schema }>({ $ref }).payload;

const collect = collector(found);

function collector(resolve: typeof found) {
  function collect(promise: Promised, place: string, given: Schema, required: boolean, depth = 0): void {
    if (depth > MOST_DEPTH) return;
    const schema = resolve<Schema>(given);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      for (const choice of choices) collect(promise, place, choice, required, depth + 1);
      return;
    }
    for (const part of schema.allOf ?? []) collect(promise, place, part, required, depth + 1);
    add(promise, place, factOf(schema, required));
    for (const [name, member] of Object.entries(schema.properties ?? {}))
      collect(promise, `${place}.${name}`, member, schema.required?.includes(name) ?? false, depth + 1);
    if (schema.items) collect(promise, `${place}[]`, schema.items, true, depth + 1);
  }
  return collect;
}

function factOf(schema: Schema, required: boolean): Fact {
  const bounds = BOUNDS.flatMap((bound) => (schema[bound] === undefined ? [] : [[bound, schema[bound]]]));
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return {
    types: schema.type === undefined ? ["any"] : [schema.type].flat(),
    required,
    ...(values && { values: values.map(String) }),
    ...(bounds.length > 0 && { bounds: Object.fromEntries(bounds) }),
    ...(schema.pattern && { pattern: schema.pattern }),
  };
}

/** The choices of one place are one fact. */
function add(promise: Promised, place: string, fact: Fact) {
  const known = promise[place];
  if (!known) {
    promise[place] = fact;
    return;
  }
  promise[place] = { ...known, ...fact, types: [...new Set([...known.types, ...fact.types])].sort() };
}
