import { deviceContext } from "~/contexts";
import * as contract from "~/contract/device-stream";
import { resource, serve } from "~/http/resource.server";
import { readMessages } from "~/models/relay/reading.server";
import type { Route } from "./+types/reads";

const reads = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readDeviceMessages, async ({ input: { ids } }, { context }) => {
    const { id: deviceId, userId } = context.get(deviceContext);
    return { json: { data: await readMessages({ userId, deviceId }, ids) } };
  }),
);

export const loader = reads;
export const action = reads;
