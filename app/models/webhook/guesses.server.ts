import { equal, type Parts, type Signed, sign } from "./examination.server";

type Guess = {
  told: string;
  change: (parts: Parts, signed: Signed) => { parts: Parts; body: string } | null;
};

/**
 * Why a well-formed signature does not fit: signs the same in the ways that go wrong most often, until one gives what was
 * received. Null when none does, and then the secret is another one, or the body.
 */
export function explain(parts: Parts, signed: Signed): string | null {
  for (const { told, change } of [...guesses, ...(signed.kind === "stripe" ? stripes : standards)]) {
    const other = change(parts, signed);
    if (!other) continue;
    const made = sign(other.parts, other.body);
    if (parts.given.some((one) => equal(one, made))) return told;
  }
  return null;
}

const onBody = (told: string, edit: (body: string) => string | null): Guess => ({
  told,
  change: (parts, { body }) => {
    const edited = edit(body);
    return edited === null ? null : { parts, body: edited };
  },
});
const onParts = (told: string, edit: (parts: Parts, signed: Signed) => Partial<Parts>): Guess => ({
  told,
  change: (parts, signed) => ({ parts: { ...parts, ...edit(parts, signed) }, body: signed.body }),
});

const reserialised = (space?: number | string) => (body: string) => {
  try {
    return JSON.stringify(JSON.parse(body), null, space);
  } catch {
    return null;
  }
};

const guesses: readonly Guess[] = [
  onBody("The body that was signed has no line end behind it: sign and verify the same bytes", (body) =>
    body.trimEnd(),
  ),
  onBody(
    "The body that was signed has a line end behind it, which was lost on the way here",
    (body) => `${body}\n`,
  ),
  onBody("The body that was signed ends its lines with CR LF", (body) => body.replace(/\r?\n/g, "\r\n")),
  onBody("The body that was signed has a CR LF behind it", (body) => `${body}\r\n`),
  onBody(
    "The JSON was written anew after it was signed: this is another spacing. Keep the raw body",
    reserialised(),
  ),
  onBody("The JSON was written anew after it was signed: it was indented by two then", reserialised(2)),
  onBody("The JSON was written anew after it was signed: it was indented by four then", reserialised(4)),
  onBody("The JSON that was signed has a space behind each colon and comma, as Python writes it", pythonJson),
  onBody(
    "The JSON that was signed has a space behind each colon and comma and \\u escapes, as Python writes it",
    (body) => {
      const spaced = pythonJson(body);
      return spaced && escaped(spaced);
    },
  ),
  onBody("The body that was signed writes other characters than ASCII as \\u escapes", escaped),
  onBody("An empty body was signed: the signer read it before it was there", () => ""),
];

const usedAs = (told: string, keyFrom: (secret: string) => Buffer) =>
  onParts(told, (_, { secret }) => ({ key: keyFrom(secret) }));
const bare = (secret: string) => secret.replace(/^whsec_/, "");

const standards: readonly Guess[] = [
  usedAs("The secret was used as text: decode the base64 behind whsec_ first", (secret) =>
    Buffer.from(bare(secret)),
  ),
  usedAs("The secret was used with its whsec_ in front: decode only the base64 behind it", (secret) =>
    Buffer.from(secret),
  ),
  onParts("Only the body was signed: sign <id>.<timestamp>.<body>", () => ({ message: (body) => body })),
  onParts("The id is missing from what was signed: sign <id>.<timestamp>.<body>", (_, { headers }) => ({
    message: (body) => `${headers["webhook-timestamp"]}.${body}`,
  })),
  onParts(
    "The timestamp is missing from what was signed: sign <id>.<timestamp>.<body>",
    (_, { headers }) => ({
      message: (body) => `${headers["webhook-id"]}.${body}`,
    }),
  ),
];

const stripes: readonly Guess[] = [
  usedAs("The secret was decoded from base64: Stripe's is used as it is written", (secret) =>
    Buffer.from(bare(secret), "base64"),
  ),
  usedAs("The secret was used without its whsec_ in front: Stripe's is used as it is written", (secret) =>
    Buffer.from(bare(secret)),
  ),
  onParts("Only the body was signed: sign <timestamp>.<body>", () => ({ message: (body) => body })),
];

/** Python's `json.dumps` puts spaces behind colons and commas, outside of strings. */
function pythonJson(body: string) {
  const compact = reserialised()(body);
  return (
    compact?.replace(/"(?:[^"\\]|\\.)*"|[:,]/g, (token) => (token.length === 1 ? `${token} ` : token)) ?? null
  );
}

function escaped(body: string) {
  return body.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
