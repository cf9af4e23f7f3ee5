import { deviceContext } from "~/contexts";
import * as contract from "~/contract/device-stream";
import { resource, serve } from "~/http/resource.server";
import { getSent } from "~/models/relay/copies.server";
import { withdrawMessage } from "~/models/relay/withdrawal.server";
import type { Route } from "./+types/message";

const message = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readDeviceMessage, async ({ params }, { context }) => {
    const { copies, ...sent } = await getSent(context.get(deviceContext).userId, params.messageId);
    const data = { ...sent, copies: copies.map(({ messageId: _, seq: __, ...copy }) => copy) };
    return { json: { data }, headers: { "Cache-Control": "no-store" } };
  }),
  serve(contract.withdrawDeviceMessage, async ({ params }, { context }) => {
    await withdrawMessage(context.get(deviceContext), params.messageId);
    return { json: { message: "Withdrawn" } };
  }),
);

export const loader = message;
export const action = message;
