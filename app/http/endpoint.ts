import type { RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";
import { env } from "~/env.server";
import { Failure } from "~/models/failure";
import { problemBody, problemHeaders, problemOf } from "./problem";

type Args = { request: Request; context: Readonly<RouterContextProvider>; params: object; url?: URL };
type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Handler<A extends Args> = (args: A) => Promise<Response> | Response;

/**
 * One function for `loader` and `action` of a resource route: picks the handler of the verb, answers 405 with `Allow`
 * for the others, and turns what a handler throws into the one error shape. A middleware cannot do the last:
 * after `next()` a thrown error is already plain text.
 */
export function endpoint<A extends Args>(handlers: Partial<Record<Verb, Handler<A>>>) {
  return async (args: A): Promise<Response> => {
    try {
      const verb = args.request.method === "HEAD" ? "GET" : args.request.method;
      const handler = handlers[verb as Verb];
      if (!handler) return notAllowed(args, Object.keys(handlers));
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
  if (problem.status === 500) log.error({ err: error }, "request failed");
  const body = problemBody(problem, { id, path: new URL(request.url).pathname });
  const details = env.NODE_ENV === "development" && error instanceof Error ? { details: error.stack } : {};
  return Response.json({ ...body, ...details }, { status: problem.status, headers: problemHeaders(problem) });
}

function notAllowed(args: Args, verbs: string[]) {
  const allow = verbs.flatMap((verb) => (verb === "GET" ? ["GET", "HEAD"] : verb)).join(", ");
  const problem = {
    status: 405,
    slug: "method-not-allowed",
    message: `${args.request.method} is not possible here; use ${allow}`,
    headers: { Allow: allow },
  };
  const { id } = args.context.get(requestContext);
  const body = problemBody(problem, { id, path: new URL(args.request.url).pathname });
  return Response.json(body, { status: 405, headers: problemHeaders(problem) });
}

export const unknownAddress = () => {
  throw new Failure("not_found", "There is nothing at this address");
};
