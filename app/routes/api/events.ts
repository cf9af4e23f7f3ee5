import * as contract from "~/contract/outbox";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { eventOut, listEvents } from "~/models/outbox/reading.server";
import type { Route } from "./+types/events";

const events = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listEvents, async ({ key, query }, { url }) => {
    const { events, ...pagination } = await listEvents(query, key.scopes);
    const further = new URLSearchParams(url.searchParams);
    further.set("after", String(pagination.next));
    return {
      headers: pagination.more ? { Link: `<${site}/api/events?${further}>; rel="next"` } : undefined,
      json: { data: events.map((event) => eventOut(event, key.scopes)), pagination },
    };
  }),
);

export const loader = events;
export const action = events;
