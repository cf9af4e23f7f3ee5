const MAX_BYTES = 64_000;
const MAX_DEPTH = 32;

/** Whether a payload from the wire is plain JSON of a size that is carried. Binary attachments come as buffers. */
export function judgePayload(payload: unknown): "fits" | "too_large" | "invalid" {
  if (!isPlain(payload, MAX_DEPTH)) return "invalid";
  return Buffer.byteLength(JSON.stringify(payload) ?? "") > MAX_BYTES ? "too_large" : "fits";
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== "object") return typeof value !== "function";
  if (depth === 0) return false;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((member) => isPlain(member, depth - 1));
}
