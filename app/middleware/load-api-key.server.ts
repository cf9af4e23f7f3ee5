import type { MiddlewareFunction } from "react-router";
import { apiKeyContext } from "~/contexts";
import { answerError } from "~/http/endpoint";
import { findLiveApiKey } from "~/models/api-key/issuance.server";
import { Failure } from "~/models/failure";

/** The caller's key from `x-api-key` or `Authorization: Bearer`. In an address it would end up in logs: refused. */
export const loadApiKey: MiddlewareFunction<Response> = async (args, next) => {
  try {
    const { request, context } = args;
    const { searchParams } = new URL(request.url);
    if (["api_key", "apikey", "key", "token"].some((name) => searchParams.has(name))) {
      throw new Failure("invalid", "Send the key in the x-api-key header, never in the address");
    }
    const token = tokenOf(request.headers);
    context.set(apiKeyContext, token ? await findLiveApiKey(token) : null);
  } catch (error) {
    return answerError(error, args);
  }
  return next();
};

function tokenOf(headers: Headers) {
  return (
    headers.get("x-api-key") ?? /^Bearer\s+(\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1] ?? null
  );
}
