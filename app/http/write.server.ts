import { createHash } from "node:crypto";
import type { z } from "zod";
import type { LiveApiKey } from "~/contexts";
import { Failure } from "~/models/failure";
import { type Answer, answerOnce } from "~/models/idempotency/once.server";
import { JSON_LIMIT_BYTES, readBytes, readJson } from "./body";
import { answerOf, type Reply } from "./reply";

type Args = { request: Request; url: URL };
type Work<I> = (input: I) => Promise<Reply | Response>;

/**
 * A write of a program: the body is checked before anything happens. With an `Idempotency-Key` the same
 * request again gets the first answer for 24 hours, with `Idempotent-Replayed: true`; with another body it is a 422, and
 * a 409 while the first still runs. What was refused is not kept: it may be mended and sent again under its key.
 */
export async function answerWrite<S extends z.ZodType>(
  args: Args,
  caller: LiveApiKey,
  { body, bodyOptional }: { body: S; bodyOptional?: boolean },
  work: Work<z.output<S>>,
) {
  const key = idempotencyKey(args.request.headers);
  const { value, bytes } = await readJson(args.request, { optional: bodyOptional });
  const input = body.parse(value);
  return once(args, { caller, key, bytes }, () => work(input));
}

/** A write that says everything by its address, such as DELETE; a body means nothing, but has the same limit. */
export async function answerBareWrite(args: Args, caller: LiveApiKey, work: Work<undefined>) {
  const key = idempotencyKey(args.request.headers);
  const bytes = await readBytes(args.request, JSON_LIMIT_BYTES);
  return once(args, { caller, key, bytes }, () => work(undefined));
}

type Attempt = { caller: LiveApiKey; key: string | null; bytes: Uint8Array };

async function once(
  { request, url }: Args,
  { caller, key, bytes }: Attempt,
  work: () => Promise<Reply | Response>,
) {
  const perform = async () => toAnswer(await work());
  if (key === null) return toResponse(await work());
  const scope = `api ${caller.id} ${request.method} ${url.pathname}`;
  const bodyHash = createHash("sha256").update(bytes).digest("base64url");
  const { answer, replayed } = await answerOnce({ scope, key, bodyHash }, perform, { wait: false });
  return sent(answer, replayed ? { "Idempotent-Replayed": "true" } : {});
}

function idempotencyKey(headers: Headers) {
  const key = headers.get("Idempotency-Key");
  if (key !== null && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = "Send an Idempotency-Key of 1 to 255 visible ASCII characters";
    throw new Failure("invalid", message, "Idempotency-Key");
  }
  return key;
}

/** What a handler told, as it leaves. */
export function toResponse(told: Reply | Response): Response {
  return told instanceof Response ? told : sent(answerOf(told));
}

async function toAnswer(told: Reply | Response): Promise<Answer> {
  if (!(told instanceof Response)) return answerOf(told);
  const { status, headers } = told;
  return { status, headers: Object.fromEntries(headers), body: await told.text() };
}

function sent({ status, headers, body }: Answer, mark: Record<string, string> = {}) {
  return new Response(body, { status, headers: { ...headers, ...mark } });
}
