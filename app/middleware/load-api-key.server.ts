import type { MiddlewareFunction } from "react-router";
import { unauthorized } from "~/auth/guards.server";
import { apiKeyContext } from "~/contexts";
import { answerError } from "~/http/endpoint";
import { findLiveApiKey } from "~/models/api-key/verification.server";
import { Failure } from "~/models/failure";

const KEY_NAMES =
  /^(?:x-?)?(?:api|access|auth|bearer|private|secret)?[-_]?(?:key|token|secret|authorization|bearer|apikey)$/i;
const TOKEN = /atl(?:_|%5f)[a-z]+(?:_|%5f)/i;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The caller's key from `x-api-key` or `Authorization: Bearer`, or null where there is no live one. What a live one is answered
 * is its own: a cache that others share may not give it to them.
 */
export const loadApiKey: MiddlewareFunction<Response> = async (args, next) => {
  try {
    const { request, context } = args;
    const token = tokenOf(request.headers);
    // Who writes without any key waits for the same look-up as who writes with a wrong one.
    const wanted = token !== "" || !SAFE.has(request.method);
    context.set(apiKeyContext, wanted ? await findLiveApiKey(token) : null);
  } catch (error) {
    return answerError(error, args);
  }
  const response = await next();
  if (args.context.get(apiKeyContext) && !response.headers.has("Cache-Control"))
    response.headers.set("Cache-Control", "private, no-cache");
  return response;
};

/**
 * Refuses a key that is not live, at every verb and in the same words whatever is wrong with it, and any key in an address, where
 * it would end up in logs. After `loadApiKey`, and after what counts requests.
 */
export const refuseWrongKeys: MiddlewareFunction<Response> = async (args, next) => {
  const { request, context } = args;
  if (hasKeyInAddress(new URL(request.url).search)) {
    const message = "Send the key in the x-api-key header, never in the address";
    return answerError(new Failure("invalid", message), args);
  }
  const isDead = tokenOf(request.headers) !== "" && context.get(apiKeyContext) === null;
  if (isDead && request.method !== "OPTIONS") return answerError(unauthorized(), args);
  return next();
};

/** Also one that was encoded twice, or that stands in a name. */
function hasKeyInAddress(search: string) {
  if (TOKEN.test(search.replaceAll("%25", "%"))) return true;
  return [...new URLSearchParams(search)].some(([name, value]) => KEY_NAMES.test(name) || TOKEN.test(value));
}

function tokenOf(headers: Headers) {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.get("Authorization") ?? "")?.[1];
  return headers.get("x-api-key") || bearer || "";
}
