import type { RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";
import { Failure } from "~/models/failure";
import type { Answer } from "~/models/idempotency/once.server";
import { change } from "~/models/outbox/change.server";
import { problemBody, problemOf } from "./problem";
import { answerOf, type Reply } from "./reply";
import { type Attempt, answerPart } from "./write.server";

type Args = { url: URL; context: Readonly<RouterContextProvider> };
type Work<Item> = (item: Item) => Promise<Reply>;
/** What came of one part: what it would have been answered alone. */
type Result = { index: number; status: number; etag?: string; data?: unknown; problem?: object };

/** Does each part in a change of its own, in their order: what one is refused leaves the others alone. Throws `Failure` running. */
export async function doEach<Item>(items: readonly Item[], attempt: Attempt, args: Args, work: Work<Item>) {
  const { id } = args.context.get(requestContext);
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    try {
      results.push(resultOf(index, await answerPart(attempt, `part ${index}`, item, () => work(item))));
    } catch (error) {
      const problem = problemOf(error);
      // Another attempt with the key does this part: what comes of it is not for this one to say.
      if (!problem || problem.slug === "still-running") throw error;
      const body = problemBody(problem, { id, path: args.url.pathname });
      results.push({ index, status: problem.status, problem: body });
    }
  }
  return results;
}

/** Does all parts in one change, or none of them: what is thrown then names the one that was refused, as `name[3]`. */
export async function doAll<Item>(items: readonly Item[], name: string, work: Work<Item>) {
  return change(async () => {
    const results: Result[] = [];
    for (const [index, item] of items.entries()) {
      try {
        results.push(resultOf(index, answerOf(await work(item))));
      } catch (error) {
        throw within(`${name}[${index}]`, error, { whole: true });
      }
    }
    return results;
  });
}

/** The same refusal, its paths beginning at `place`; with `whole` it stands there when it has none. */
export function within(place: string, error: unknown, { whole = false } = {}) {
  const problem = problemOf(error);
  if (!problem) return error;
  const { message, headers, errors = whole ? [{ path: "", message }] : undefined } = problem;
  const code = error instanceof Failure ? error.code : "invalid";
  const placed = errors?.map(({ path, message }) => ({ path: path ? `${place}.${path}` : place, message }));
  return new Failure(code, message, undefined, { headers, errors: placed });
}

function resultOf(index: number, { status, headers, body }: Answer): Result {
  const { data } = JSON.parse(body ?? "{}") as { data?: unknown };
  const { ETag: etag } = headers;
  return { index, status, ...(etag && { etag }), ...(data !== undefined && { data }) };
}
