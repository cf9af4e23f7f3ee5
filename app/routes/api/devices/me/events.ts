import { deviceContext } from "~/contexts";
import * as contract from "~/contract/device-stream";
import { eventStream } from "~/http/event-stream.server";
import { resource, serve } from "~/http/resource.server";
import { noteSeen } from "~/models/device/seen.server";
import { SNAPSHOT_URL } from "~/models/relay/cursor";
import { pollMailbox, type Streamed, streamMailbox } from "~/models/relay/polling.server";
import type { Route } from "./+types/events";

const NO_STORE = { "Cache-Control": "no-store" };

const events = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readDeviceEvents, async ({ query }, args) => {
    const { request, context } = args;
    const device = context.get(deviceContext);
    if (request.headers.get("Accept")?.includes("text/event-stream")) {
      noteSeen(device.id, { transport: "stream" });
      const after = request.headers.get("Last-Event-ID") ?? query.after;
      return eventStream(args, written(streamMailbox(device, after, request.signal)));
    }
    noteSeen(device.id, { transport: "poll" });
    const { events, after, more, resync } = await pollMailbox(device, query, request.signal);
    const told = resync && { resync: { reason: resync, snapshotUrl: SNAPSHOT_URL } };
    return { json: { data: events, after, more, ...told }, headers: NO_STORE };
  }),
);

export const loader = events;
export const action = events;

async function* written(parts: AsyncGenerator<Streamed>) {
  for await (const part of parts) {
    if (part.name === "heartbeat") yield null;
    else if (part.name === "event") yield { event: "event", id: part.event.after, data: part.event };
    else {
      const { name, after, reason } = part;
      const data = { after, ...(reason && { reason, snapshotUrl: SNAPSHOT_URL }) };
      yield { event: name, id: after, data };
    }
  }
}
