import type { MiddlewareFunction } from "react-router";
import { apiKeyContext } from "~/contexts";
import { answerError } from "~/http/endpoint";
import { findLiveApiKey } from "~/models/api-key/issuance.server";
import { Failure } from "~/models/failure";

const KEY_NAMES = new Set(["api_key", "apikey", "api-key", "x-api-key", "key", "token", "access_token"]);
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The caller's key from `x-api-key` or `Authorization: Bearer`. In an address it would end up in logs: refused. */
export const loadApiKey: MiddlewareFunction<Response> = async (args, next) => {
  try {
    const { request, context } = args;
    refuseKeyInAddress(new URL(request.url).searchParams);
    const token = tokenOf(request.headers);
    // Who writes without any key waits for the same look-up as who writes with a wrong one.
    const wanted = token !== "" || !SAFE.has(request.method);
    context.set(apiKeyContext, wanted ? await findLiveApiKey(token) : null);
  } catch (error) {
    return answerError(error, args);
  }
  return next();
};

function refuseKeyInAddress(query: URLSearchParams) {
  for (const [name, value] of query) {
    if (KEY_NAMES.has(name.toLowerCase()) || value.startsWith("atl_")) {
      throw new Failure("invalid", "Send the key in the x-api-key header, never in the address");
    }
  }
}

function tokenOf(headers: Headers) {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1];
  return headers.get("x-api-key") ?? bearer ?? "";
}
