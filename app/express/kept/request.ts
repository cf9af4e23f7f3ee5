import type { IncomingMessage } from "node:http";
import { OUR_COOKIES } from "../cross-site-guard";

/** Who says one of these is somebody in particular, or asks for something else than the whole answer. */
const APART = [
  "authorization",
  "x-api-key",
  "if-match",
  "range",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "rsc-action-id",
] as const;

/** Whether the request asks for what everybody else would get too. After the headers that nobody may send were taken away. */
export function isForEverybody({ method, headers }: IncomingMessage) {
  if (method !== "GET" && method !== "HEAD") return false;
  for (const name of APART) if (headers[name] !== undefined) return false;
  if (headers.cookie !== undefined && OUR_COOKIES.test(headers.cookie)) return false;
  return headers["cache-control"] === undefined || !/no-store/i.test(headers["cache-control"]);
}

/** All of a request that an answer for everybody may depend on. No header and no address has a line end in it. */
export function addressOf({ url, headers }: IncomingMessage) {
  return `${headers.host}\n${url}\n${headers["x-forwarded-proto"] ?? ""}\n${headers.origin ?? ""}`;
}

const LONGEST = 2_000;
/** Plain words and strokes, and a query of one line. React Router asks for its data at other names. */
const PLAIN = /^\/(?:[\w~-][\w.~-]*(?:\/[\w.~-]+)*\/?)?(?:\?[\x21-\x7e]*)?$/;
const DATA = /\.data(?:\?|$)|^\/__manifest/;

/** Whether an answer to this request may be kept at all. */
export function mayBeKept({ method, url = "", headers }: IncomingMessage) {
  if (method !== "GET" || headers.host === undefined) return false;
  return url.length <= LONGEST && PLAIN.test(url) && !DATA.test(url);
}
