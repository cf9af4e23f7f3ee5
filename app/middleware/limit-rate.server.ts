import type { MiddlewareFunction } from "react-router";
import { apiKeyContext, requestContext } from "~/contexts";
import { answerError } from "~/http/endpoint";
import { rateLimitFields, tooMany } from "~/http/rate-limit";
import { limitOfAddress, limitOfKey } from "~/models/limit/limits.server";

/**
 * Counts what a key, or an address without a live one, asks for in a minute, and answers 429 when that is too much. OPTIONS is
 * free, and what the caller had already (304) costs nothing. After `loadApiKey`.
 */
export const limitRate: MiddlewareFunction<Response> = async (args, next) => {
  const { request, context } = args;
  const key = context.get(apiKeyContext);
  const limit = key ? limitOfKey(key) : limitOfAddress(context.get(requestContext).address);
  if (!limit || request.method === "OPTIONS") return next();
  const standing = limit.take();
  if (!standing.allowed) return answerError(tooMany(limit, standing), args);
  const response = await next();
  if (response.status === 304) limit.giveBack();
  else
    for (const [name, value] of Object.entries(rateLimitFields(limit, standing)))
      response.headers.set(name, value);
  return response;
};
