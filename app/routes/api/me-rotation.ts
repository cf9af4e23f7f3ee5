import * as contract from "~/contract/me";
import { resource, serve } from "~/http/resource.server";
import { rotateApiKey } from "~/models/api-key/rotation.server";
import { Failure } from "~/models/failure";
import type { Route } from "./+types/me-rotation";

const rotation = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.rotateMe, async ({ key, input }) => {
    if (key.replaced) throw new Failure("forbidden", "This token was replaced: use the key's newest one");
    const { token, prefix, oldUntil } = await rotateApiKey({ id: key.id, ...input }, { actor: key.id });
    const headers = { "Cache-Control": "no-store" };
    return { json: { data: { token, prefix, oldUntil } }, status: 201, headers, secret: true };
  }),
);

export const loader = rotation;
export const action = rotation;
