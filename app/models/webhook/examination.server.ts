import { createHmac, timingSafeEqual } from "node:crypto";
import {
  formatStep,
  headersStep,
  inTurn,
  keyOf,
  type SignatureKind,
  type Step,
  secretStep,
  step,
  timestampStep,
} from "./steps";

export type Signed = {
  kind: SignatureKind;
  secret: string;
  /** By names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  now: Date;
};

/** As much as is needed to sign the same again in other ways. */
export type Parts = {
  key: Buffer;
  message: (body: string) => string;
  given: readonly string[];
  encoding: "base64" | "hex";
};
type Reading = { steps: Step[]; parts: Parts | null };

/**
 * Verifies a signature step by step and stops at the first that fails. `valid` when none did. The body is exactly what came:
 * one other byte, and the last step fails.
 */
export function examine(signed: Signed): Reading & { valid: boolean } {
  const { steps, parts } = signed.kind === "standard" ? readStandard(signed) : readStripe(signed);
  if (!parts || steps.some(({ ok }) => !ok)) return { steps, parts, valid: false };
  const expected = sign(parts, signed.body);
  const valid = parts.given.map((one) => equal(one, expected)).includes(true);
  const told = valid
    ? "One of the signatures is ours"
    : "None of the signatures is made of this secret and this body";
  return { steps: [...steps, { step: "Signature", ok: valid, told }], parts, valid };
}

export function sign({ key, message, encoding }: Pick<Parts, "key" | "message" | "encoding">, body: string) {
  return createHmac("sha256", key).update(message(body)).digest(encoding);
}

/** In constant time for two of one length. */
export function equal(given: string, expected: string) {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

function readStandard({ secret, headers, now }: Signed): Reading {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const signature = headers["webhook-signature"] ?? "";
  const given = signature.split(" ").flatMap((one) => (one.startsWith("v1,") ? [one.slice(3)] : []));
  const steps = inTurn(
    () => secretStep(secret),
    () => headersStep({ "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature }),
    () => timestampStep(timestamp, now),
    () => formatStep(given, signature),
  );
  if (steps.some(({ ok }) => !ok)) return { steps, parts: null };
  const message = (body: string) => `${id}.${timestamp}.${body}`;
  return { steps, parts: { key: keyOf(secret), message, given, encoding: "base64" } };
}

function readStripe({ secret, headers, now }: Signed): Reading {
  const line = headers["stripe-signature"] ?? "";
  const pairs = line.split(",").map((pair) => pair.trim().split(/=(.*)/s));
  const valuesOf = (name: string) => pairs.flatMap(([key, value]) => (key === name && value ? [value] : []));
  const [timestamp = ""] = valuesOf("t");
  const given = valuesOf("v1");
  const steps = inTurn(
    () =>
      step("Secret", secret.length > 0, "It is there", "Enter the secret of the endpoint, such as whsec_…"),
    () => headersStep({ "stripe-signature": line }),
    () => timestampStep(timestamp, now),
    () =>
      step(
        "Form of the signature",
        given.some((one) => /^[\da-f]{64}$/.test(one)),
        "Hexadecimal, 32 bytes",
        "Stripe-Signature is t=…,v1=… with 64 hexadecimal digits in v1",
      ),
  );
  if (steps.some(({ ok }) => !ok)) return { steps, parts: null };
  const message = (body: string) => `${timestamp}.${body}`;
  return { steps, parts: { key: Buffer.from(secret), message, given, encoding: "hex" } };
}
