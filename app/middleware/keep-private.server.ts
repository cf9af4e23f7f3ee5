import type { MiddlewareFunction } from "react-router";

/**
 * Says who may keep an answer. What answers or sets a cookie is for one person: nobody keeps it. The rest has to be asked for again
 * before each use, and as data for scripts only the browser itself may keep it. The browser links knows no-cache alone.
 */
export const keepPrivate: MiddlewareFunction<Response> = async ({ request, url }, next) => {
  const response = await next();
  if (request.headers.has("Cookie") || response.headers.has("Set-Cookie"))
    response.headers.set("Cache-Control", "no-store, no-cache");
  else if (!response.headers.has("Cache-Control")) {
    const isData = new URL(request.url).pathname !== url.pathname;
    response.headers.set("Cache-Control", isData ? "private, no-cache" : "no-cache");
  }
  return response;
};
