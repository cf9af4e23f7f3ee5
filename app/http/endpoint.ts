import { createContext, type RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";
import { env } from "~/env.server";
import { Failure } from "~/models/failure";
import { PATCH_TYPES } from "./body";
import { away, problemBody, problemHeaders, problemOf } from "./problem";

type Args = { request: Request; context: Readonly<RouterContextProvider>; params: object; url?: URL };
type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Handler<A extends Args> = (args: A) => Promise<Response> | Response;
/** `safeGet: false` for a GET that has an effect: a HEAD, which may have none, is then refused. */
type Options = { safeGet?: boolean };

/** The kind of problem that was answered, as the last part of its address. Null when there was none. */
export const problemContext = createContext<string | null>(null);

/**
 * One function for `loader` and `action` of a resource route: picks the handler of the verb (GET answers HEAD too), tells
 * OPTIONS what is possible, answers 405 with `Allow` for the rest, and turns what a handler throws into the one error shape.
 * A middleware cannot do the last: after `next()` a thrown error is already plain text.
 */
export function endpoint<A extends Args>(
  handlers: Partial<Record<Verb, Handler<A>>>,
  { safeGet = true }: Options = {},
) {
  const { GET, ...others } = handlers;
  const verbs = new Map(Object.entries({ ...(GET && { GET, ...(safeGet && { HEAD: GET }) }), ...others }));
  const allow = [...verbs.keys(), "OPTIONS"].join(", ");
  const possible = { Allow: allow, ...(verbs.has("PATCH") && { "Accept-Patch": PATCH_TYPES }) };
  return async (args: A): Promise<Response> => {
    const { method } = args.request;
    try {
      if (method === "OPTIONS") return new Response(null, { status: 204, headers: possible });
      const handler = verbs.get(method);
      if (!handler) throw notAllowed(method, allow);
      return await handler(args);
    } catch (error) {
      return answerError(error, args);
    }
  };
}

/** The answer to what a handler threw; a bug is logged under the request's id, and the caller learns only that id. */
export function answerError(error: unknown, { request, context }: Pick<Args, "request" | "context">) {
  const { id, log } = context.get(requestContext);
  const problem = problemOf(error) ?? {
    status: 500,
    slug: "internal",
    message: "Something went wrong on our side",
  };
  if ((problem.status === 500 || problem === away) && !request.signal.aborted)
    log.error({ err: error }, "request failed");
  context.set(problemContext, problem.slug);
  const body = problemBody(problem, { id, path: new URL(request.url).pathname });
  const details = env.NODE_ENV === "development" && error instanceof Error ? { details: error.stack } : {};
  return Response.json({ ...body, ...details }, { status: problem.status, headers: problemHeaders(problem) });
}

function notAllowed(method: string, allow: string) {
  const message = `${method} is not possible here; use ${allow}`;
  return new Failure("not_allowed", message, undefined, { headers: { Allow: allow } });
}
