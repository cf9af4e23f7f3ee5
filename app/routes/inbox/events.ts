import { requireUser } from "~/auth/guards.server";
import { endpoint } from "~/http/endpoint";
import { eventStream } from "~/http/event-stream.server";
import { followInbox } from "~/models/inbox/changes.server";
import type { Route } from "./+types/events";

/** Tells an open page that it is worth asking again, and nothing else. */
export function loader(args: Route.LoaderArgs) {
  const user = requireUser(args);
  return eventStream(args, changesFor(user, args.request.signal));
}

export const action = endpoint<Route.ActionArgs>({});

async function* changesFor(user: ReturnType<typeof requireUser>, signal: AbortSignal) {
  for await (const call of followInbox(user, signal))
    yield call === "changed" ? { event: "changed", data: {} } : null;
}
