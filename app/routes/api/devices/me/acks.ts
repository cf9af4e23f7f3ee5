import { deviceContext } from "~/contexts";
import * as contract from "~/contract/device-stream";
import { resource, serve } from "~/http/resource.server";
import { acknowledge } from "~/models/relay/mailbox.server";
import type { Route } from "./+types/acks";

const acks = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.acknowledgeDeviceEvents, async ({ input: { seq } }, { context }) => {
    await acknowledge(context.get(deviceContext).id, seq);
    return { json: { data: { seq } } };
  }),
);

export const loader = acks;
export const action = acks;
