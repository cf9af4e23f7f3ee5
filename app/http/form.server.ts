import { createHash } from "node:crypto";
import type { Submission, SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, type RouterContextProvider } from "react-router";
import type { z } from "zod";
import { visitorContext } from "~/contexts";
import { Failure } from "~/models/failure";
import { answerOnce } from "~/models/idempotency/once.server";
import { readForm } from "./body";
import { repeated, type ShownOnce, toAnswer } from "./form-answer.server";
import { hashForm, requireFormToken, TOKEN_FIELD } from "./form-token.server";
import { errorPage } from "./page";
import { statusOf } from "./problem";
import { readUpload, type Upload, type UploadedFile, type UploadLimits } from "./upload.server";

type Args = { request: Request; url: URL; context: Readonly<RouterContextProvider> };

type Options<S extends z.ZodType, P> = {
  schema: S;
  /** The form is multipart and may carry files, within these limits. */
  upload?: UploadLimits;
  /** Slow work before the transaction: hashing a password, reading a picture. */
  prepare?: (input: z.output<S>, files: readonly UploadedFile[]) => Promise<P>;
  /** Undoes `prepare` when nothing came of it: a rule refused, or the form was a repeat. */
  discard?: (prepared: P) => Promise<void>;
  /** Fields that never go back to the page: passwords. */
  hideFields?: string[];
  /**
   * Answers the same form sent again, in place of the stored answer. For forms that sign in: the browser dropped the
   * first answer of a double click, and no store keeps its cookie.
   */
  repeat?: (input: z.output<S>, prepared: P) => Promise<Response>;
};

type Work<S extends z.ZodType, P> = (input: z.output<S>, prepared: P) => Promise<Response | ShownOnce>;

export type FormReply = { result: SubmissionResult<string[]>; stale?: boolean } & Partial<ShownOnce>;

/**
 * A form that is sent: token, schema, then `work` in one change together with its idempotency record. `work` answers with
 * a redirect or with what is shown once. What does not fit, and what a rule refuses, shows the form again with all
 * that was typed. The same form again gets the first answer.
 */
export async function formAction<S extends z.ZodType, P = undefined>(
  args: Args,
  options: Options<S, P>,
  work: Work<S, P>,
) {
  const { form, files, forget } = await readSent(args, options.upload).catch(errorPage);
  const submission = parseWithZod(form, { schema: options.schema }) as Submission<z.output<S>, string[]>;
  const again = (status: number, error?: Failure) =>
    data<FormReply>(
      {
        result: submission.reply({ ...errorsOf(error), hideFields: options.hideFields }),
        stale: error?.code === "stale",
      },
      { status },
    );
  try {
    const nonce = requireFormToken(args, args.url.pathname, form.get(TOKEN_FIELD));
    if (submission.status !== "success") return again(submission.status === "error" ? 400 : 200);
    const answer = await workOnce(args, { form, files, nonce, input: submission.value }, options, work);
    if (answer instanceof Response) return answer;
    return data<FormReply>({ result: submission.reply({ resetForm: true }), ...answer });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === "not_found" || error.code === "unauthorized") return errorPage(error);
    return again(statusOf(error), error);
  } finally {
    await forget();
  }
}

/**
 * A form of one button, which has no page of its own to be shown on again: what goes wrong becomes the error page. Its route
 * needs a component (`OnlyForForms`), or React Router would answer errors as data.
 */
export async function buttonAction<S extends z.ZodType>(
  args: Args,
  schema: S,
  work: (input: z.output<S>) => Promise<Response>,
): Promise<Response> {
  try {
    const form = await readForm(args.request);
    const nonce = requireFormToken(args, args.url.pathname, form.get(TOKEN_FIELD));
    const submission = parseWithZod(form, { schema }) as Submission<z.output<S>, string[]>;
    if (submission.status !== "success")
      throw new Failure("invalid", "Open the page again and press the button there");
    return (await workOnce(args, { form, files: [], nonce, input: submission.value }, {}, work)) as Response;
  } catch (error) {
    return errorPage(error);
  }
}

async function readSent(args: Args, limits: UploadLimits | undefined): Promise<Upload> {
  if (!limits) return { form: await readForm(args.request), files: [], forget: async () => {} };
  return readUpload(args.request, limits, (form) => {
    requireFormToken(args, args.url.pathname, form.get(TOKEN_FIELD));
  });
}

type Sent<S extends z.ZodType> = {
  form: FormData;
  files: readonly UploadedFile[];
  nonce: string;
  input: z.output<S>;
};

/** The work, or for a form that was sent before what it was answered then. */
async function workOnce<S extends z.ZodType, P>(
  args: Args,
  { form, files, nonce, input }: Sent<S>,
  { prepare, discard, repeat }: Pick<Options<S, P>, "prepare" | "discard" | "repeat">,
  work: Work<S, P>,
): Promise<Response | ShownOnce> {
  const prepared = (await prepare?.(input, files)) as P;
  const ticket = { scope: scopeOf(args, args.url.pathname), key: nonce, bodyHash: hashForm(form, files) };
  let fresh: Response | ShownOnce | undefined;
  let used = false;
  const workFresh = async () => {
    fresh = await work(input, prepared);
    return toAnswer(fresh);
  };
  try {
    const { answer, replayed } = await answerOnce(ticket, workFresh, { wait: true });
    used = !replayed;
    // Replayed although it worked: another process was faster, and what was done here is rolled back.
    if (fresh && used) return fresh;
    if (repeat) return repeat(input, prepared);
    return repeated(args, answer);
  } finally {
    if (!used) await discard?.(prepared);
  }
}

function scopeOf({ context }: Args, path: string) {
  const visitor = createHash("sha256").update(context.get(visitorContext).id()).digest("base64url");
  return `form ${visitor} ${path}`;
}

function errorsOf(error?: Failure) {
  if (!error) return {};
  return error.field ? { fieldErrors: { [error.field]: [error.message] } } : { formErrors: [error.message] };
}
