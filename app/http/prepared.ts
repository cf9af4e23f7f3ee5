import { conditionsOf, unchanged } from "./conditional";

/** Answers with bytes of JSON that were made before, or with 304 to those who have them. */
export function answerPrepared(
  { bytes, etag }: { bytes: Uint8Array<ArrayBuffer>; etag: string },
  { headers }: Request,
) {
  const known = unchanged(conditionsOf(headers), etag);
  if (known !== null) return new Response(null, { status: 304, headers: { ETag: known } });
  return new Response(bytes, { headers: { ETag: etag, "Content-Type": "application/json" } });
}
