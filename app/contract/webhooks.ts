import { z } from "zod";
import { operation } from "./operation";

export const receiveWebhook = operation({
  id: "receiveWebhook",
  method: "POST",
  path: "/api/webhooks/in/{source}",
  tag: "Webhooks",
  summary: "Take in what another service tells",
  description:
    "Signed as [Standard Webhooks](https://www.standardwebhooks.com) says, or as Stripe does, with the secret of the source. A signature more than 300 seconds old or ahead is refused; an id that came before is answered the same and changes nothing.",
  params: { source: z.string() },
  upload: {
    "*/*": "The message, at most 100,000 bytes; the signature is over these very bytes",
  },
  answers: {
    200: { description: "It is stored", body: z.strictObject({ repeated: z.boolean() }) },
  },
});
