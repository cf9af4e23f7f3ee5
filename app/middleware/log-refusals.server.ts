import type { MiddlewareFunction } from "react-router";
import { apiKeyContext, requestContext } from "~/contexts";
import { logSecurity } from "~/security-log.server";

const kinds: Record<number, string> = { 401: "access.refused", 403: "access.refused", 429: "limit.reached" };

/** Logs which programs were turned away. After `loadApiKey`. */
export const logRefusals: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const response = await next();
  const kind = kinds[response.status];
  if (kind === undefined) return response;
  const { log, address } = context.get(requestContext);
  const sentKey = request.headers.has("x-api-key") || request.headers.has("Authorization");
  const security = response.status === 401 && sentKey ? "api_key.refused" : kind;
  logSecurity(log, { security, who: context.get(apiKeyContext)?.id ?? null, address });
  return response;
};
