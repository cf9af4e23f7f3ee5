import { createHash } from "node:crypto";
import type { LiveApiKey } from "~/contexts";
import { Failure } from "~/models/failure";
import { type Answer, answerOnce } from "~/models/idempotency/once.server";
import { change } from "~/models/outbox/change.server";
import { answerOf, type Reply, textResponse } from "./reply";

type Args = { request: Request; url: URL };
type Told = Reply | Response;

/** Who asks under which `Idempotency-Key`, if any. */
export type Attempt = { caller: LiveApiKey; scope: string; key: string | null };

export type Stages<P> = {
  /** Before the change and not for a repeat: slow work, or changes of their own. */
  prepare?: () => Promise<P>;
  /** Undoes `prepare` when nothing came of it. */
  discard?: (prepared: P) => Promise<void>;
  work: (prepared: P) => Promise<Told>;
};

/** Throws `Failure` invalid for what is no key. */
export function attemptOf({ request, url }: Args, caller: LiveApiKey): Attempt {
  const key = request.headers.get("Idempotency-Key");
  if (key !== null && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = "Send an Idempotency-Key of 1 to 255 visible ASCII characters";
    throw new Failure("invalid", message, "Idempotency-Key");
  }
  return { caller, key, scope: `api ${caller.id} ${request.method} ${url.pathname}` };
}

/**
 * A write of a program. With an `Idempotency-Key` the same request again gets the first answer for 24 hours, with
 * `Idempotent-Replayed: true`; with another body it is a 422, and a 409 while the first still runs. What was refused is not
 * kept: it may be mended and sent again under its key.
 */
export async function answerWrite<P>({ scope, key }: Attempt, bodyHash: string, stages: Stages<P>) {
  const { discard, work } = stages;
  let prepared: { value: P } | undefined;
  let used = false;
  const prepare = async () => {
    prepared = { value: (await stages.prepare?.()) as P };
  };
  const perform = () => work((prepared as { value: P }).value);
  try {
    if (key === null) {
      await prepare();
      const answer = toResponse(await perform());
      used = true;
      return answer;
    }
    const once = async () => toAnswer(await perform());
    const { answer, replayed } = await answerOnce({ scope, key, bodyHash }, once, { wait: false, prepare });
    used = !replayed;
    return sent(answer, replayed ? { "Idempotent-Replayed": "true" } : {});
  } finally {
    if (prepared && !used) await discard?.(prepared.value);
  }
}

/**
 * One part of a write that is many changes, in a change of its own. Under an `Idempotency-Key` it is remembered by itself: when a
 * kill came between, the next attempt goes on behind it.
 */
export async function answerPart(
  { scope, key }: Attempt,
  part: string,
  content: unknown,
  work: () => Promise<Reply>,
) {
  const perform = async () => answerOf(await work());
  if (key === null) return change(perform);
  const bodyHash = createHash("sha256").update(JSON.stringify(content)).digest("base64url");
  const { answer } = await answerOnce({ scope: `${scope} ${part}`, key, bodyHash }, perform, { wait: false });
  return answer;
}

/** What a handler told, as it leaves. */
export function toResponse(told: Told): Response {
  return told instanceof Response ? told : sent(answerOf(told));
}

async function toAnswer(told: Told): Promise<Answer> {
  if (!(told instanceof Response)) return answerOf(told);
  const { status, headers } = told;
  return { status, headers: Object.fromEntries(headers), body: await told.text() };
}

function sent({ status, headers, body }: Answer, mark: Record<string, string> = {}) {
  return textResponse(body, { status, headers: { ...headers, ...mark } });
}
