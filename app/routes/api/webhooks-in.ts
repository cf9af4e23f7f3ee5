import { readBytes } from "~/http/body";
import { endpoint } from "~/http/endpoint";
import { INCOMING_LIMIT_BYTES, receiveMessage } from "~/models/webhook/receiving.server";
import type { Route } from "./+types/webhooks-in";

/** Its callers hold no key: they sign what they send. Open in maintenance too, because what they tell happened elsewhere. */
const handle = endpoint<Route.ActionArgs | Route.LoaderArgs>({
  POST: async ({ params, request }) => {
    const bytes = await readBytes(request, INCOMING_LIMIT_BYTES);
    const headers = Object.fromEntries(request.headers);
    return Response.json(await receiveMessage({ word: params.source, headers, bytes }));
  },
});

export const loader = handle;
export const action = handle;
