import { admitTry } from "~/auth/wrong-secrets.server";
import * as contract from "~/contract/pairing";
import { resource, serve } from "~/http/resource.server";
import { pairDevice } from "~/models/device/pairing.server";
import { Failure } from "~/models/failure";
import type { Route } from "./+types/device-pairing";

const pairing = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.pairDevice, async ({ input }, args) => {
    const wrong = admitTry(args);
    try {
      const device = await pairDevice(input);
      return { json: { data: device }, status: 201, headers: { "Cache-Control": "no-store" }, secret: true };
    } catch (error) {
      if (error instanceof Failure && error.code === "invalid") wrong("device.pairing_refused");
      throw error;
    }
  }),
);

export const loader = pairing;
export const action = pairing;
