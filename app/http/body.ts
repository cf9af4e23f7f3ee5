import { Failure } from "~/models/failure";
import { parseJson } from "./json";
import { requireField, requireText } from "./text";

export const JSON_LIMIT_BYTES = 100_000;
export const FORM_LIMIT_BYTES = 100_000;
/** Ten files of 5 MB and the words around them. */
export const UPLOAD_LIMIT_BYTES = 51_000_000;
/** A file of products, as the body of a request. */
export const IMPORT_LIMIT_BYTES = 100_000_000;
const MAX_FORM_FIELDS = 1_000;

/** What a PATCH may be sent as (RFC 5789): JSON, which here is a merge patch too. */
export const PATCH_TYPES = "application/merge-patch+json, application/json";

/**
 * The JSON of a request and the bytes it came in; of an `optional` body that did not come, an empty object. Throws `Failure`
 * 415, 413 or 400 before anything else happens.
 */
export async function readJson(
  request: Request,
  { optional = false } = {},
): Promise<{ value: unknown; bytes: Uint8Array }> {
  if (optional && !request.headers.has("Content-Type")) {
    const bytes = await readBytes(request, JSON_LIMIT_BYTES);
    if (bytes.byteLength === 0) return { value: {}, bytes };
  }
  const encoding = request.headers.get("Content-Encoding") ?? "identity";
  const isPatch = request.method === "PATCH";
  const types = isPatch ? /^application\/(?:merge-patch\+)?json\s*(?:;|$)/i : /^application\/json\s*(?:;|$)/i;
  if (!types.test(request.headers.get("Content-Type") ?? "")) {
    const headers: Record<string, string> = isPatch ? { "Accept-Patch": PATCH_TYPES } : {};
    const message = "Send the body as JSON with Content-Type: application/json";
    throw new Failure("unsupported", message, undefined, { headers });
  }
  if (encoding !== "identity") throw new Failure("unsupported", "Send the body without Content-Encoding");
  const bytes = await readBytes(request, JSON_LIMIT_BYTES);
  return { value: parseJson(decodeUtf8(bytes)), bytes };
}

/** The fields of an urlencoded form. Files go through `readUpload`. */
export async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) {
    throw new Failure("unsupported", "Send the form as application/x-www-form-urlencoded");
  }
  const text = decodeUtf8(await readBytes(request, FORM_LIMIT_BYTES));
  if (!isEscaped(text)) throw new Failure("invalid", "The form has a character that is not valid UTF-8");
  const form = new FormData();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MAX_FORM_FIELDS) throw new Failure("invalid", `Send at most ${MAX_FORM_FIELDS} fields`);
    requireField(name, value);
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

/** `URLSearchParams` makes question marks of halves of characters, and keeps a percent sign that escapes nothing. */
function isEscaped(text: string) {
  try {
    return decodeURIComponent(text).length <= text.length;
  } catch {
    return false;
  }
}

function decodeUtf8(bytes: Uint8Array) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Failure("invalid", "The body is not valid UTF-8");
  }
}
