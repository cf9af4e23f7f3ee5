import type { RouterContextProvider } from "react-router";
import { z } from "zod";
import { requireScope } from "~/auth/guards.server";
import { apiKeyContext, type LiveApiKey } from "~/contexts";
import type { Operation } from "~/contract/operation";
import { readJson } from "./body";
import { endpoint } from "./endpoint";
import { idParam } from "./params";
import { parseQuery } from "./query";
import { answerBareWrite, answerWrite } from "./write.server";

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
};
type Served<A extends Args> = { method: Operation["method"]; handle: (args: A) => Promise<Response> };

const NoQuery = z.strictObject({});

/**
 * Serves an operation as it is declared: the key and its scope, the parts of the path, the query and the body are checked
 * in this order before `handler` runs, and the writes of a key are idempotent under their `Idempotency-Key`.
 */
export function serve<O extends Operation, A extends Args>(
  declared: O,
  handler: (asked: Asked<O>, args: A) => Promise<Response> | Response,
): Served<A> {
  async function handle(args: A) {
    const { scope, query = NoQuery, body, upload, method } = declared;
    const key = scope ? requireScope(args, scope) : args.context.get(apiKeyContext);
    const checked = { key, params: paramsOf(declared, args), query: parseQuery(args.url, query) };
    const answer = async (input?: unknown) => handler({ ...checked, input } as Asked<O>, args);
    if (method === "GET" || upload) return answer();
    if (key === null) return answer(body?.parse((await readJson(args.request)).value));
    return body ? answerWrite(args, key, body, answer) : answerBareWrite(args, key, answer);
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
