import path from "node:path";
import type { RequestHandler } from "express";
import sirv from "sirv";

/**
 * What the build wrote for browsers, packed where it lies packed beside itself. Names under /assets carry a hash of their content.
 * All names are known from the start, so that requests for anything else do not ask the disk.
 */
export function staticFiles(root: string): RequestHandler {
  const files = sirv(path.join(root, "build/client"), {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: [],
    setHeaders(response, pathname) {
      const lifetime = pathname.startsWith("/assets/") ? "max-age=31536000, immutable" : "max-age=3600";
      response.setHeader("Cache-Control", `public, ${lifetime}`);
    },
  });
  return (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    files(request, response, next);
  };
}
