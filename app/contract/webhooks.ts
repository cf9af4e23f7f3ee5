import { z } from "zod";
import { operation } from "./operation";

/** As Standard Webhooks signs: the key is what stands behind `whsec_`, the text is id, time and body. */
const SIGNED = `ID=msg_$(date +%s) TIME=$(date +%s)
BODY='{"type":"invoice.paid","data":{"number":4711}}'
HEX=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$HEX" -binary | base64)
curl -X POST "$SHOP/api/webhooks/in/$SOURCE" \\
  -H 'Content-Type: application/json' \\
  -H "webhook-id: $ID" \\
  -H "webhook-timestamp: $TIME" \\
  -H "webhook-signature: v1,$SIGNATURE" \\
  -d "$BODY"`;

export const receiveWebhook = operation({
  id: "receiveWebhook",
  method: "POST",
  path: "/api/webhooks/in/{source}",
  tag: "Webhooks",
  summary: "Take in what another service tells",
  description:
    "Signed as [Standard Webhooks](https://www.standardwebhooks.com) says, or as Stripe does, with the secret of the source. A signature more than 300 seconds old or ahead is refused; an id that came before is answered the same and changes nothing.",
  params: {
    source: z
      .string()
      .max(100)
      .meta({ description: "The word that the owner gave the source", examples: ["books"] }),
  },
  upload: {
    "*/*": "The message, at most 100,000 bytes; the signature is over these very bytes",
  },
  example: { body: { type: "invoice.paid", data: { number: 4711 } }, curl: SIGNED },
  answers: {
    200: { description: "It is stored", body: z.strictObject({ repeated: z.boolean() }) },
  },
});
