import { deviceContext } from "~/contexts";
import * as contract from "~/contract/own-device";
import { resource, serve } from "~/http/resource.server";
import { changeOwnDevice, readOwnDevice } from "~/models/device/own.server";
import { revokeDevice } from "~/models/device/registry.server";
import type { Route } from "./+types/index";

const NO_STORE = { "Cache-Control": "no-store" };

const device = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readOwnDevice, async (_, { context }) => ({
    json: { data: await readOwnDevice(context.get(deviceContext)) },
    headers: NO_STORE,
  })),
  serve(contract.changeOwnDevice, async ({ input }, { context }) => {
    const own = context.get(deviceContext);
    await changeOwnDevice(own, input);
    return { json: { data: await readOwnDevice(own) }, headers: NO_STORE };
  }),
  serve(contract.revokeOwnDevice, async (_, { context }) => {
    const { id, userId } = context.get(deviceContext);
    await revokeDevice({ id, userId });
    return { json: { message: "Revoked" } };
  }),
);

export const loader = device;
export const action = device;
