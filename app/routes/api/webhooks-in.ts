import { admitTry } from "~/auth/wrong-secrets.server";
import { readBytes } from "~/http/body";
import { endpoint } from "~/http/endpoint";
import { Failure } from "~/models/failure";
import { INCOMING_LIMIT_BYTES, receiveMessage } from "~/models/webhook/receiving.server";
import type { Route } from "./+types/webhooks-in";

/** Its callers hold no key: they sign what they send. Open in maintenance too, because what they tell happened elsewhere. */
const handle = endpoint<Route.ActionArgs | Route.LoaderArgs>({
  POST: async ({ params, request, context }) => {
    const wrong = admitTry({ context });
    const bytes = await readBytes(request, INCOMING_LIMIT_BYTES);
    const headers = Object.fromEntries(request.headers);
    try {
      return Response.json(await receiveMessage({ word: params.source, headers, bytes }));
    } catch (error) {
      if (error instanceof Failure) wrong("webhook.refused");
      throw error;
    }
  },
});

export const loader = handle;
export const action = handle;
