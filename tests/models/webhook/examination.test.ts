import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { tryOut } from "~/models/webhook/bench.server";
import { examine } from "~/models/webhook/examination.server";

// The vector of the Standard Webhooks libraries.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const SECONDS = 1614265330;
const BODY = '{"test": 2432232314}';
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const WRONG = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

const now = new Date(SECONDS * 1_000);
const headers = { "webhook-id": ID, "webhook-timestamp": String(SECONDS), "webhook-signature": SIGNATURE };
const vector = { kind: "standard" as const, secret: SECRET, headers, body: BODY, now };
const failedStep = (result: ReturnType<typeof examine>) => result.steps.find(({ ok }) => !ok)?.step;

test("the published vector of Standard Webhooks verifies, with and without the prefix of its secret", () => {
  expect(examine(vector).valid).toBe(true);
  expect(examine({ ...vector, secret: SECRET.slice(6) }).valid).toBe(true);
});

test("one right signature among several is enough, and other versions do not matter", () => {
  const signature = [WRONG.slice(0, 8), WRONG, WRONG.replace("v1,", "v2,"), SIGNATURE, "v1,"].join(" ");
  expect(examine({ ...vector, headers: { ...headers, "webhook-signature": signature } }).valid).toBe(true);
  const only = { ...headers, "webhook-signature": SIGNATURE.replace("v1,", "v2,") };
  expect(examine({ ...vector, headers: only }).valid).toBe(false);
});

test.each<[string, Partial<typeof vector>, string]>([
  ["no id", { headers: { ...headers, "webhook-id": "" } }, "Headers"],
  ["no signature", { headers: { ...headers, "webhook-signature": "" } }, "Headers"],
  ["a timestamp in words", { headers: { ...headers, "webhook-timestamp": "hello" } }, "Timestamp"],
  [
    "a timestamp with more behind it",
    { headers: { ...headers, "webhook-timestamp": `${SECONDS}x` } },
    "Timestamp",
  ],
  ["301 seconds of age", { now: new Date((SECONDS + 301) * 1_000) }, "Timestamp"],
  ["301 seconds from the future", { now: new Date((SECONDS - 301) * 1_000) }, "Timestamp"],
  [
    "a cut signature",
    { headers: { ...headers, "webhook-signature": SIGNATURE.slice(0, 8) } },
    "Form of the signature",
  ],
  ["an empty signature", { headers: { ...headers, "webhook-signature": "v1," } }, "Form of the signature"],
  ["another signature", { headers: { ...headers, "webhook-signature": WRONG } }, "Signature"],
  ["another body", { body: `${BODY} ` }, "Signature"],
  ["another id", { headers: { ...headers, "webhook-id": "msg_2" } }, "Signature"],
  ["another secret", { secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" }, "Signature"],
  ["a secret that is no base64", { secret: "whsec_!!!" }, "Secret"],
  ["an empty secret", { secret: "whsec_" }, "Secret"],
])("a message with %s fails, and at which step", (_, change, step) => {
  const result = examine({ ...vector, ...change });
  expect(result.valid).toBe(false);
  expect(failedStep(result)).toBe(step);
});

test("300 seconds are allowed in either direction", () => {
  for (const seconds of [SECONDS + 300, SECONDS - 300])
    expect(examine({ ...vector, now: new Date(seconds * 1_000) }).valid).toBe(true);
});

test("whatever the library signs verifies here, and one changed character does not", () => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (body, key) => {
      const secret = `whsec_${Buffer.from(key).toString("base64")}`;
      const signed = { ...headers, "webhook-signature": new Webhook(secret).sign(ID, now, body) };
      expect(examine({ ...vector, secret, headers: signed, body }).valid).toBe(true);
      expect(examine({ ...vector, secret, headers: signed, body: `${body}x` }).valid).toBe(false);
    }),
  );
});

const stripeSecret = "whsec_test_secret";
const stripeSign = (body: string, seconds = SECONDS) =>
  createHmac("sha256", stripeSecret).update(`${seconds}.${body}`).digest("hex");
const stripe = (line: string) => ({
  kind: "stripe" as const,
  secret: stripeSecret,
  headers: { "stripe-signature": line },
  body: BODY,
  now,
});

test("Stripe's signatures verify, also one of several, and not when they are old or of another scheme", () => {
  const good = stripeSign(BODY);
  expect(examine(stripe(`t=${SECONDS},v1=${good}`)).valid).toBe(true);
  expect(examine(stripe(`t=${SECONDS},v1=${"0".repeat(64)},v1=cut,v1=${good},v0=x`)).valid).toBe(true);
  expect(examine(stripe(`t=${SECONDS},v0=${good}`)).valid).toBe(false);
  expect(failedStep(examine(stripe(`t=${SECONDS - 301},v1=${stripeSign(BODY, SECONDS - 301)}`)))).toBe(
    "Timestamp",
  );
  expect(failedStep(examine(stripe(`v1=${good}`)))).toBe("Timestamp");
  expect(failedStep(examine(stripe("")))).toBe("Headers");
});

const key = Buffer.from(SECRET.slice(6), "base64");
const mac = (text: string, secret: Buffer | string = key) =>
  createHmac("sha256", secret).update(text).digest("base64");
const pasted = (body: string, signature: string, secret = SECRET) => ({
  kind: "standard" as const,
  secret,
  headers: `Host: shop.example\nWebhook-Id: ${ID}\nwebhook-timestamp: ${SECONDS}\nwebhook-signature: ${signature}`,
  body,
});
const causeOf = (body: string, signature: string, secret?: string) => {
  const failed = tryOut(pasted(body, signature, secret), now).find(({ ok }) => !ok);
  return failed?.cause ?? failed?.told;
};
const signing = (text: string) => `v1,${mac(`${ID}.${SECONDS}.${text}`)}`;

test.each([
  ["nothing", BODY, SIGNATURE, undefined],
  ["a line end that is too much", `${BODY}\n`, SIGNATURE, /no line end behind it/],
  ["a line end that was lost", BODY, signing(`${BODY}\n`), /has a line end behind it/],
  ["line ends that were changed", '{\n"a":1}', signing('{\r\n"a":1}'), /CR LF/],
  ["JSON that was written anew", '{"a": 1, "b": [2]}', signing('{"a":1,"b":[2]}'), /written anew/],
  ["JSON that was indented", '{"a":1}', signing('{\n  "a": 1\n}'), /indented by two/],
  ["JSON as Python writes it", '{"a":1,"b":":,"}', signing('{"a": 1, "b": ":,"}'), /Python/],
  ["JSON as Python writes it by itself", '{"a":"ä"}', signing('{"a": "\\u00e4"}'), /Python/],
  ["escaped characters", '{"a":"ä"}', signing('{"a":"\\u00e4"}'), /escapes/],
  ["hexadecimal", BODY, Buffer.from(SIGNATURE.slice(3), "base64").toString("hex"), /hexadecimal/],
  [
    "hexadecimal behind v1",
    BODY,
    `v1,${Buffer.from(SIGNATURE.slice(3), "base64").toString("hex")}`,
    /hexadecimal/,
  ],
  ["no version", BODY, SIGNATURE.slice(3), /v1, before/],
  ["the base64 of addresses", BODY, SIGNATURE.replaceAll("+", "-").replaceAll("/", "_"), /with - and _/],
  [
    "a secret used as text",
    BODY,
    `v1,${mac(`${ID}.${SECONDS}.${BODY}`, SECRET.slice(6))}`,
    /decode the base64/,
  ],
  ["a secret used with its prefix", BODY, `v1,${mac(`${ID}.${SECONDS}.${BODY}`, SECRET)}`, /whsec_ in front/],
  ["only the body signed", BODY, `v1,${mac(BODY)}`, /Only the body/],
  ["no id signed", BODY, `v1,${mac(`${SECONDS}.${BODY}`)}`, /id is missing/],
  ["no timestamp signed", BODY, `v1,${mac(`${ID}.${BODY}`)}`, /timestamp is missing/],
  ["another secret", BODY, WRONG, /another one/],
])("the bench tells of %s", (_, body, signature, cause) => {
  const told = causeOf(body, signature);
  if (cause) expect(told).toMatch(cause);
  else expect(told).toBeUndefined();
});

test.each([
  [
    "a secret decoded from base64",
    Buffer.from("QUJD", "base64"),
    `${SECONDS}.${BODY}`,
    /Stripe's is used as it is/,
  ],
  ["a secret without its prefix", "QUJD", `${SECONDS}.${BODY}`, /without its whsec_/],
  ["only the body signed", "whsec_QUJD", BODY, /sign <timestamp>\.<body>/],
])("of Stripe's signatures the bench tells of %s", (_, key, message, cause) => {
  const v1 = createHmac("sha256", key).update(message).digest("hex");
  const stripe = { kind: "stripe" as const, secret: "whsec_QUJD", body: BODY };
  const findings = tryOut({ ...stripe, headers: `Stripe-Signature: t=${SECONDS},v1=${v1}` }, now);
  expect(findings.at(-1)?.cause).toMatch(cause);
});

test("the bench tells of a secret with a space in it, a missing header and milliseconds", () => {
  expect(causeOf(BODY, SIGNATURE, "whsec_MfKQ 9r8G")).toMatch(/space/);
  expect(tryOut({ ...pasted(BODY, SIGNATURE), headers: "webhook-id: 1" }, now).at(-1)?.told).toMatch(
    /webhook-timestamp, webhook-signature/,
  );
  const late = pasted(BODY, SIGNATURE);
  const millis = { ...late, headers: late.headers.replace(String(SECONDS), `${SECONDS}123`) };
  expect(tryOut(millis, now).at(-1)?.told).toMatch(/milliseconds/);
  expect(tryOut({ ...millis, ignoreAge: true }, now).at(-1)?.told).toMatch(/milliseconds/);
  expect(tryOut(late, new Date()).at(-1)?.step).toBe("Timestamp");
  expect(tryOut({ ...late, ignoreAge: true }, new Date()).every(({ ok }) => ok)).toBe(true);
});

test("the bench takes whatever is pasted", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      fc.constantFrom("standard", "stripe"),
      (secret, headers, body, kind) => {
        expect(tryOut({ kind: kind as "standard", secret, headers, body }, now).length).toBeGreaterThan(0);
      },
    ),
  );
});
