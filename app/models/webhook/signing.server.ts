import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { seal, unseal } from "~/models/seal.server";

const PURPOSE = "webhook endpoint";
const SECRET_BYTES = 32;

/** A new secret in the format of Standard Webhooks. */
export const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

export const sealSecret = (secret: string) => seal(secret, PURPOSE);

type Secrets = { secret: string; oldSecret: string | null; oldSecretUntil: Date | null };
type Message = { messageId: string; body: string; at: Date };

/**
 * The headers of Standard Webhooks for a try at `at`. While a secret is being rotated there are two signatures, so that a
 * receiver verifies with the old or the new one. Null when the secrets cannot be read.
 */
export function signedHeaders(
  { secret, oldSecret, oldSecretUntil }: Secrets,
  { messageId, body, at }: Message,
) {
  const both = [secret, ...(oldSecret && oldSecretUntil && oldSecretUntil > at ? [oldSecret] : [])];
  const signatures = both.flatMap((sealed) => {
    const clear = unseal(sealed, PURPOSE);
    return clear === null ? [] : [new Webhook(clear).sign(messageId, at, body)];
  });
  if (signatures.length === 0) return null;
  return {
    "webhook-id": messageId,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": signatures.join(" "),
  };
}
