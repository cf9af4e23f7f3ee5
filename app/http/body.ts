import { Failure } from "~/models/failure";

export const JSON_LIMIT_BYTES = 100_000;
export const FORM_LIMIT_BYTES = 100_000;
const MAX_FORM_FIELDS = 1_000;
const MAX_JSON_DEPTH = 32;

/** The parsed JSON of a request. Throws `Failure` 415, 413 or 400 before anything else happens. */
export async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(request.headers.get("Content-Type") ?? "")) {
    throw new Failure("unsupported", "Send the body as JSON with Content-Type: application/json");
  }
  const text = decodeUtf8(await readBytes(request, JSON_LIMIT_BYTES));
  const value = parse(text);
  requireWellFormed(value, 0);
  return value;
}

/** The fields of an urlencoded form. Files go through `readUpload`. */
export async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
    throw new Failure("unsupported", "Send the form as application/x-www-form-urlencoded");
  }
  const text = decodeUtf8(await readBytes(request, FORM_LIMIT_BYTES));
  const form = new FormData();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MAX_FORM_FIELDS) throw new Failure("invalid", `Send at most ${MAX_FORM_FIELDS} fields`);
    requireText(name);
    requireText(value);
    // Browsers send line ends as CRLF; the shop keeps LF.
    form.append(name, value.replaceAll("\r\n", "\n"));
  }
  return form;
}

/** The whole body, or `Failure` 413 as soon as it is larger than `limit`, without reading on. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new Failure("too_large", `Send at most ${limit} bytes`, undefined, { headers: { Connection: "close" } });
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Refuses what no text of the shop may hold: NUL, which PostgreSQL cannot store, and halves of surrogate pairs. */
export function requireText(text: string, path = "") {
  if (text.includes("\u0000") || !text.isWellFormed()) {
    throw new Failure("invalid", "The text has a character that cannot be stored", path || undefined);
  }
}

function decodeUtf8(bytes: Uint8Array) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Failure("invalid", "The body is not valid UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("invalid", "The body is not valid JSON");
  }
}

function requireWellFormed(value: unknown, depth: number, path = "") {
  if (typeof value === "string") return requireText(value, path);
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_JSON_DEPTH)
    throw new Failure("invalid", `Nest the JSON at most ${MAX_JSON_DEPTH} levels deep`);
  for (const [name, member] of Object.entries(value)) {
    requireText(name);
    if (name === "__proto__")
      throw new Failure("invalid", "__proto__ is not a member of anything here", name);
    requireWellFormed(member, depth + 1, path ? `${path}.${name}` : name);
  }
}
