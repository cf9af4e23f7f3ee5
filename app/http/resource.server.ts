import type { RouterContextProvider } from "react-router";
import { z } from "zod";
import { requireScope } from "~/auth/guards.server";
import { apiKeyContext, type LiveApiKey } from "~/contexts";
import type { Operation } from "~/contract/operation";
import { readJson } from "./body";
import { asPrecondition, conditionsOf, versionsOf } from "./conditional";
import { endpoint } from "./endpoint";
import { idParam } from "./params";
import { parseQuery } from "./query";
import { answerRead, type Reply } from "./reply";
import { answerBareWrite, answerWrite, toResponse } from "./write.server";

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
  input: O extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
  /** The versions that a write may meet, as `If-Match` names them; undefined for any. */
  version: number[] | undefined;
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
  handler: (asked: Asked<O>, args: A) => Promise<Reply | Response> | Reply | Response,
): Served<A> {
  async function handle(args: A): Promise<Response> {
    const { scope, query = NoQuery, body, upload, method } = declared;
    const key = scope ? requireScope(args, scope) : args.context.get(apiKeyContext);
    const checked = { key, params: paramsOf(declared, args), query: parseQuery(args.url, query) };
    const conditions = conditionsOf(args.request.headers);
    if (method === "GET") {
      const told = await handler(checked as Asked<O>, args);
      return told instanceof Response ? told : answerRead(told, conditions);
    }
    const version = versionsOf(conditions, declared);
    const answer = async (input?: unknown) => handler({ ...checked, version, input } as Asked<O>, args);
    try {
      if (upload) return toResponse(await answer());
      if (key === null) return toResponse(await answer(body?.parse((await readJson(args.request)).value)));
      return body
        ? await answerWrite(args, key, { ...declared, body }, answer)
        : await answerBareWrite(args, key, answer);
    } catch (error) {
      throw version ? asPrecondition(error) : error;
    }
  }
  return { method: declared.method, handle };
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
