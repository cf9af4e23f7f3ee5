import type { MiddlewareFunction } from "react-router";
import { writingOrigins } from "~/models/site/origins.server";

const EXPOSED =
  "ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";
const REMEMBERED_SECONDS = "600";
const KEY_HEADERS = /(?:^|,)\s*(?:x-api-key|authorization)\s*(?:,|$)/i;

const publicly = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED };
const whatAnybodyMay = {
  "Access-Control-Allow-Methods": "GET, HEAD",
  "Access-Control-Allow-Headers": "If-None-Match",
  "Access-Control-Max-Age": REMEMBERED_SECONDS,
};
const whatListedMay = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Api-Key",
  "Access-Control-Max-Age": REMEMBERED_SECONDS,
};

/**
 * Lets scripts of every site read what everybody may read, and those of the owner's list also write, with a key. Never with
 * credentials: no cookie opens anything here.
 */
export const allowOrigins: MiddlewareFunction<Response> = async ({ request }, next) => {
  const response = await next();
  if (isPublicRead(request)) {
    give(response, publicly);
    if (isPreflight(request)) give(response, whatAnybodyMay);
    return response;
  }
  response.headers.append("Vary", "Origin");
  const origin = request.headers.get("Origin");
  if (origin === null || !(await writingOrigins()).origins.includes(origin)) return response;
  give(response, { ...publicly, "Access-Control-Allow-Origin": origin });
  if (isPreflight(request)) give(response, whatListedMay);
  return response;
};

/** What is asked, or by a preflight announced, without a key. */
function isPublicRead({ method, headers }: Request) {
  const announced = method === "OPTIONS" ? headers.get("Access-Control-Request-Method") : null;
  if (!["GET", "HEAD"].includes(announced ?? method)) return false;
  if (announced !== null) return !KEY_HEADERS.test(headers.get("Access-Control-Request-Headers") ?? "");
  return !headers.has("x-api-key") && !headers.has("Authorization");
}

const isPreflight = ({ method, headers }: Request) =>
  method === "OPTIONS" && headers.has("Access-Control-Request-Method");

function give(response: Response, fields: Record<string, string>) {
  for (const [name, value] of Object.entries(fields)) response.headers.set(name, value);
}
