import type { RouterContextProvider } from "react-router";
import { z } from "zod";
import { requireScope } from "~/auth/guards.server";
import { apiKeyContext, type LiveApiKey } from "~/contexts";
import type { Operation } from "~/contract/operation";
import { readArrival } from "./arrival.server";
import { asPrecondition, type Conditions, conditionsOf, versionsOf } from "./conditional";
import { endpoint } from "./endpoint";
import { idParam } from "./params";
import { parseQuery } from "./query";
import { answerRead, type Reply } from "./reply";
import type { UploadedFile } from "./upload.server";
import { type Attempt, answerWrite, attemptOf, toResponse } from "./write.server";

type Args = {
  request: Request;
  url: URL;
  context: Readonly<RouterContextProvider>;
  params: Record<string, string | undefined>;
};

/** What a handler gets: everything checked. */
type Asked<O extends Operation> = {
  key: O extends { scope: string } ? LiveApiKey : LiveApiKey | null;
  params: { [Name in keyof O["params"]]: string };
  query: O extends { query: infer Q extends z.ZodType } ? z.output<Q> : Record<string, never>;
  input: Input<O>;
  /** The file of a multipart form; what comes beside it is the input. */
  file: O extends { form: z.ZodType } ? UploadedFile | undefined : undefined;
  /** The versions that a write may meet, as `If-Match` names them; undefined for any. */
  version: number[] | undefined;
};
type Input<O extends Operation> =
  | (O extends { body: infer B extends z.ZodType } ? z.output<B> : undefined)
  | (O extends { form: infer F extends z.ZodType } ? z.output<F> : never);
type Told = Promise<Reply | Response> | Reply | Response;
/** What a handler has done before its change begins, and undone when nothing came of it. */
type Before<O extends Operation, A extends Args, P> = {
  prepare?: (asked: Asked<O> & { attempt: Attempt }, args: A) => Promise<P>;
  discard?: (prepared: P) => Promise<void>;
};
type Served<A extends Args> = { method: Operation["method"]; handle: (args: A) => Promise<Response> };

const NoQuery = z.strictObject({});

/**
 * Serves an operation as it is declared: the key and its scope, the parts of the path, the query, the conditions and the body
 * are checked in this order before `handler` runs. The writes of a key are idempotent under their `Idempotency-Key`; reads
 * answer `If-None-Match`. A handler answers with a `Reply`; with a `Response` only what is no JSON.
 */
export function serve<O extends Operation, A extends Args>(
  declared: O,
  handler: (asked: Asked<O>, args: A) => Told,
): Served<A> {
  return servePrepared<O, A, undefined>(declared, {}, handler);
}

/** The same for a write with a part that does not belong into its change: slow work, or changes of their own. */
export function servePrepared<O extends Operation, A extends Args, P>(
  declared: O,
  before: Before<O, A, P>,
  handler: (asked: Asked<O> & { prepared: P }, args: A) => Told,
): Served<A> {
  async function handle(args: A): Promise<Response> {
    const { scope, query = NoQuery, method } = declared;
    const key = scope ? requireScope(args, scope) : args.context.get(apiKeyContext);
    const checked = { key, params: paramsOf(declared, args), query: parseQuery(args.url, query) };
    const conditions = conditionsOf(args.request.headers);
    const answer = async (more: object) =>
      handler({ ...checked, ...more } as Asked<O> & { prepared: P }, args);
    if (method !== "GET") return write(declared, args, { checked, conditions, answer, before });
    const told = await answer({});
    return told instanceof Response ? told : answerRead(told, conditions);
  }
  return { method: declared.method, handle };
}

type Writing<O extends Operation, A extends Args, P> = {
  checked: { key: LiveApiKey | null };
  conditions: Conditions;
  answer: (more: object) => Promise<Reply | Response>;
  before: Before<O, A, P>;
};

async function write<O extends Operation, A extends Args, P>(
  declared: O,
  args: A,
  { checked, conditions, answer, before: { prepare, discard } }: Writing<O, A, P>,
) {
  const version = versionsOf(conditions, declared);
  if (declared.upload && !declared.form) return toResponse(await answer({ version }));
  const attempt = checked.key && attemptOf(args, checked.key);
  const { forget, bodyHash, ...arrived } = await readArrival(args.request, declared);
  const asked = { ...checked, ...arrived, version };
  try {
    if (!attempt) return toResponse(await answer(asked));
    return await answerWrite<P>(attempt, bodyHash, {
      prepare:
        prepare && (() => prepare({ ...asked, attempt } as unknown as Asked<O> & { attempt: Attempt }, args)),
      discard,
      work: (prepared) => answer({ ...asked, prepared }),
    });
  } catch (error) {
    throw version ? asPrecondition(error) : error;
  } finally {
    await forget();
  }
}

/** `loader` and `action` of a resource route in one: all operations of an address. */
export function resource<A extends Args>(...operations: Served<A>[]) {
  return endpoint<A>(Object.fromEntries(operations.map(({ method, handle }) => [method, handle])));
}

function paramsOf({ params = {} }: Operation, args: Args) {
  return Object.fromEntries(
    Object.entries(params).map(([name, kind]) => {
      const given = args.params[name] ?? "";
      return [name, typeof kind === "string" ? idParam(given, kind) : kind.parse(given)];
    }),
  );
}
