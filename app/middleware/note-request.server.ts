import type { MiddlewareFunction } from "react-router";
import { apiKeyContext, requestContext } from "~/contexts";
import { problemContext } from "~/http/endpoint";
import { noteRequest } from "~/models/api-key/request-log.server";

/** Lets a key's owner see later what was asked with it: which route, never what stood in the address or the body. After `loadApiKey`. */
export const noteKeyRequest: MiddlewareFunction<Response> = async (args, next) => {
  const { request, context, pattern } = args;
  const key = context.get(apiKeyContext);
  if (!key) return next();
  const start = performance.now();
  const atMs = Date.now();
  const response = await next();
  const { id, address } = context.get(requestContext);
  noteRequest({
    id,
    keyId: key.id,
    atMs,
    method: request.method,
    // React Router leaves the first stroke out.
    route: pattern.replace(/^(?!\/)/, "/"),
    status: response.status,
    ms: Math.round(performance.now() - start),
    problem: context.get(problemContext),
    address,
  });
  return response;
};
