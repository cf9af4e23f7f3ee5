import { createHash } from "node:crypto";
import type { z } from "zod";
import type { LiveApiKey } from "~/contexts";
import { Failure } from "~/models/failure";
import { type Answer, answerOnce } from "~/models/idempotency/once.server";
import { JSON_LIMIT_BYTES, readBytes, readJson } from "./body";

type Args = { request: Request; url: URL };

/**
 * A write of a program: the body is checked against `schema` before anything happens. With an `Idempotency-Key` the same
 * request again gets the first answer for 24 hours, with `Idempotent-Replayed: true`; with another body it is a 422, and
 * a 409 while the first still runs. What was refused is not kept: it may be mended and sent again under its key.
 */
export async function answerWrite<S extends z.ZodType>(
  args: Args,
  caller: LiveApiKey,
  schema: S,
  work: (input: z.output<S>) => Promise<Response>,
) {
  const { value, bytes } = await readJson(args.request);
  const input = schema.parse(value);
  return once(args, caller, bytes, () => work(input));
}

/** A write that says everything by its address, such as DELETE; a body means nothing, but has the same limit. */
export async function answerBareWrite(args: Args, caller: LiveApiKey, work: () => Promise<Response>) {
  return once(args, caller, await readBytes(args.request, JSON_LIMIT_BYTES), work);
}

async function once(
  { request, url }: Args,
  caller: LiveApiKey,
  bytes: Uint8Array,
  work: () => Promise<Response>,
) {
  const key = idempotencyKey(request.headers);
  if (key === null) return work();
  const scope = `api ${caller.id} ${request.method} ${url.pathname}`;
  const bodyHash = createHash("sha256").update(bytes).digest("base64url");
  const perform = async () => toAnswer(await work());
  const { answer, replayed } = await answerOnce({ scope, key, bodyHash }, perform, { wait: false });
  const headers = new Headers(answer.headers);
  if (replayed) headers.set("Idempotent-Replayed", "true");
  return new Response(answer.body, { status: answer.status, headers });
}

function idempotencyKey(headers: Headers) {
  const key = headers.get("Idempotency-Key");
  if (key !== null && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Failure("invalid", "Send an Idempotency-Key of 1 to 255 visible ASCII characters");
  }
  return key;
}

async function toAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return { status, headers: Object.fromEntries(headers), body: await response.text() };
}
