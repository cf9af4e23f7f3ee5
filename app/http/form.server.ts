import { createHash } from "node:crypto";
import type { Submission, SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, type RouterContextProvider } from "react-router";
import type { z } from "zod";
import { visitorContext } from "~/contexts";
import { Failure } from "~/models/failure";
import { type Answer, answerOnce } from "~/models/idempotency/once.server";
import { readForm } from "./body";
import { hashForm, requireFormToken, TOKEN_FIELD } from "./form-token.server";
import { errorPage } from "./page";
import { statusOf } from "./problem";

type Args = { request: Request; url: URL; context: Readonly<RouterContextProvider> };

type Options<S extends z.ZodType, P> = {
  schema: S;
  /** Slow work before the transaction: hashing a password, reading a picture. */
  prepare?: (input: z.output<S>) => Promise<P>;
  /** Fields that never go back to the page: passwords. */
  hideFields?: string[];
};

/** What a form shows once and no store keeps, such as a new key. */
export type ShownOnce = { shownOnce: Record<string, string> };
export type FormReply = { result: SubmissionResult<string[]>; stale?: boolean } & Partial<ShownOnce>;

/**
 * A form that is sent: token, schema, then `work` in one change together with its idempotency record. `work` answers with
 * a redirect or with what is shown once. What does not fit, and what a rule refuses, shows the form again with all
 * that was typed. The same form again gets the first answer.
 */
export async function formAction<S extends z.ZodType, P = undefined>(
  args: Args,
  { schema, prepare, hideFields }: Options<S, P>,
  work: (input: z.output<S>, prepared: P) => Promise<Response | ShownOnce>,
) {
  const form = await readForm(args.request).catch(errorPage);
  const submission = parseWithZod(form, { schema }) as Submission<z.output<S>, string[]>;
  const again = (status: number, error?: Failure) =>
    data<FormReply>(
      { result: submission.reply({ ...errorsOf(error), hideFields }), stale: error?.code === "stale" },
      { status },
    );
  try {
    const path = args.url.pathname;
    const nonce = requireFormToken(args, path, form.get(TOKEN_FIELD));
    if (submission.status !== "success") return again(submission.status === "error" ? 400 : 200);
    const prepared = (await prepare?.(submission.value)) as P;
    const ticket = { scope: scopeOf(args, path), key: nonce, bodyHash: hashForm(form) };
    let fresh: Response | ShownOnce | undefined;
    const { answer } = await answerOnce(
      ticket,
      async () => {
        fresh = await work(submission.value, prepared);
        return toAnswer(fresh);
      },
      { wait: true },
    );
    if (fresh instanceof Response) return fresh;
    if (answer.secret)
      return data<FormReply>({
        result: submission.reply({ resetForm: true }),
        ...JSON.parse(answer.body ?? "{}"),
      });
    return new Response(null, { status: answer.status, headers: answer.headers });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === "not_found" || error.code === "unauthorized") return errorPage(error);
    return again(statusOf(error), error);
  }
}

/** Cookies are not kept: whoever repeats the form has those of the first answer. */
function toAnswer(answer: Response | ShownOnce): Answer {
  if (!(answer instanceof Response))
    return { status: 200, headers: {}, body: JSON.stringify(answer), secret: true };
  return { status: answer.status, headers: { Location: answer.headers.get("Location") ?? "/" }, body: null };
}

function scopeOf({ context }: Args, path: string) {
  const visitor = createHash("sha256").update(context.get(visitorContext).id()).digest("base64url");
  return `form ${visitor} ${path}`;
}

function errorsOf(error?: Failure) {
  if (!error) return {};
  return error.field ? { fieldErrors: { [error.field]: [error.message] } } : { formErrors: [error.message] };
}
