import { UPLOAD_LIMIT_BYTES } from "~/http/body";
import type { Operation } from "../operation";
import { answersOf } from "./answers";
import { withExample } from "./example";
import { parametersOf } from "./parameters";
import type { Schema, Speaker } from "./schema";

/** An operation as OpenAPI tells it. */
export function operationObject(operation: Operation, speaker: Speaker) {
  const { id, tag, summary, description, scope, device } = operation;
  const requestBody = bodyOf(operation, speaker);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description ?? `${summary}.`,
    security: device ? [{ device: [] }] : securityOf(scope),
    parameters: parametersOf(operation, speaker),
    ...(requestBody && { requestBody }),
    responses: answersOf(operation, speaker),
  };
}

function securityOf(scope: Operation["scope"]) {
  const scopes = scope && scope !== "any" ? [scope] : [];
  return [...(scope ? [] : [{}]), { key: scopes }, { bearer: scopes }];
}

function bodyOf(
  { method, body, bodyOptional, form, upload, example }: Operation,
  { say, components }: Speaker,
) {
  if (!body && !upload) return null;
  const json = body && say(body, "input");
  const content = json && {
    schema: json,
    ...(example?.body === undefined ? withExample(json, components) : { example: example.body }),
  };
  const files = Object.entries(upload ?? {}).map(([type, description]) => [
    type,
    {
      schema: fileOf(type, description, form && say(form, "input")),
      ...(/[/+]json$/.test(type) && { example: example?.body }),
    },
  ]);
  return {
    required: !bodyOptional,
    content: {
      ...(content && { "application/json": content }),
      ...(content && method === "PATCH" && { "application/merge-patch+json": content }),
      ...Object.fromEntries(files),
    },
  };
}

/** In no kind more than an upload may have. */
function fileOf(type: string, description: string, fields?: Schema): Schema {
  if (!fields && /^multipart\/|[/+]json$/.test(type)) return { type: "object", description };
  const file = { type: "string", description, maxLength: UPLOAD_LIMIT_BYTES };
  if (!fields) return file;
  return {
    ...fields,
    properties: { file: { ...file, format: "binary" }, ...fields.properties },
    required: ["file"],
  };
}
