import type { Answer } from "~/models/idempotency/once.server";
import { type Conditions, tagOf, unchanged } from "./conditional";

/** What a handler tells. `secret`: no store keeps it, and its repeat is a conflict. */
export type Reply = { json: unknown; status?: number; headers?: Record<string, string>; secret?: boolean };

/** A reply as it leaves, its bytes made once. What tells one thing with a version carries its tag. */
export function answerOf({ json, status = 200, headers, secret }: Reply): Answer {
  const body = JSON.stringify(json);
  const version = versionOf(json);
  const tag: Record<string, string> = version === undefined ? {} : { ETag: tagOf(body, version) };
  return { status, headers: { "Content-Type": "application/json", ...tag, ...headers }, body, secret };
}

const texts = new WeakMap<Response, string>();

/** An answer of one text, which can be sent without reading it back out of the stream that a `Response` makes of it. */
export function textResponse(text: string | null, init: ResponseInit): Response {
  const response = new Response(text, init);
  if (text !== null) texts.set(response, text);
  return response;
}

/** The text that a {@link textResponse} was made of. */
export const textOf = (response: Response) => texts.get(response);

/** The answer to a read: 304 without a body for those who have these bytes already. Throws `Failure` precondition. */
export function answerRead(reply: Reply, conditions: Conditions): Response {
  const { status, headers, body } = answerOf(reply);
  const tag = headers.ETag ?? tagOf(body ?? "");
  const known = unchanged(conditions, tag);
  if (known === null) return textResponse(body, { status, headers: { ...headers, ETag: tag } });
  const { "Content-Type": _type, ...kept } = headers;
  return new Response(null, { status: 304, headers: { ...kept, ETag: known } });
}

function versionOf(json: unknown) {
  const data = (json as { data?: { version?: unknown } } | null)?.data;
  return typeof data?.version === "number" ? data.version : undefined;
}
