/** How senders sign: as Standard Webhooks says, or as Stripe does. */
export const signatureKinds = ["standard", "stripe"] as const;
export type SignatureKind = (typeof signatureKinds)[number];

/** How far the clock of a sender may differ, in either direction. */
export const TOLERANCE_SECONDS = 300;
/** In the year 5138: whatever is greater counts milliseconds. */
const LAST_SECOND = 1e11;

/** A step of a verification: what was looked at, whether it holds, and when not, what to mend. */
export type Step = { step: string; ok: boolean; told: string };

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
export const keyOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

export function secretStep(secret: string) {
  const words = secret.replace(/^whsec_/, "");
  const wrong = /\s/.test(secret)
    ? "There is a space or a line end in the secret: paste it again"
    : "A secret is whsec_ and base64 behind it; this is cut off or something else";
  const ok = words !== "" && BASE64.test(words);
  const bytes = keyOf(secret).byteLength;
  return step("Secret", ok, `${bytes} bytes${bytes < 24 ? ", fewer than the 24 that are safe" : ""}`, wrong);
}

export function headersStep(wanted: Record<string, string>) {
  const missing = Object.keys(wanted).filter((name) => !wanted[name]);
  return step(
    "Headers",
    missing.length === 0,
    Object.keys(wanted).join(", "),
    `Missing: ${missing.join(", ")}`,
  );
}

export function timestampStep(timestamp: string, now: Date) {
  if (!/^\d{1,15}$/.test(timestamp))
    return step(
      "Timestamp",
      false,
      "",
      "The timestamp is the seconds since 1970, in digits and nothing else",
    );
  if (Number(timestamp) > LAST_SECOND)
    return step("Timestamp", false, "", "These are milliseconds: send the seconds since 1970");
  const age = Math.floor(now.getTime() / 1_000) - Number(timestamp);
  const seconds = Math.abs(age);
  const far = `${seconds} ${seconds === 1 ? "second" : "seconds"} ${age > 0 ? "old" : "ahead"}`;
  const wrong = `It is ${far}, and ${TOLERANCE_SECONDS} are allowed: sign anew, or set the clock`;
  return step("Timestamp", seconds <= TOLERANCE_SECONDS, far, wrong);
}

/** Of several one that is whole is enough: whether it is ours shows later. */
export function formatStep(given: readonly string[], signature: string) {
  const ok = given.some((one) => BASE64.test(one) && Buffer.from(one, "base64").byteLength === 32);
  const wrong = ok ? "" : faultOf(given[0] ?? signature, given.length);
  return step("Form of the signature", ok, "v1, base64, 32 bytes", wrong);
}

function faultOf(signature: string, known: number) {
  if (/^(?:v1,)?[\da-f]{64}$/i.test(signature))
    return "This is hexadecimal: sign with base64, as v1,<base64>";
  if (known === 0) return "Put v1, before the signature; several are separated by spaces";
  if (/[-_]/.test(signature))
    return "This is the base64 of addresses, with - and _: use the usual one, with + and /";
  if (signature.includes(",")) return "Several signatures are separated by spaces, not by commas";
  return "A signature is the base64 of 32 bytes, 44 characters; this is cut off or something else";
}

export const step = (name: string, ok: boolean, good: string, bad: string): Step => ({
  step: name,
  ok,
  told: ok ? good : bad,
});

/** Each is looked at only when the one before it held. */
export function inTurn(...looks: (() => Step)[]) {
  const steps: Step[] = [];
  for (const look of looks) {
    const seen = look();
    steps.push(seen);
    if (!seen.ok) break;
  }
  return steps;
}
