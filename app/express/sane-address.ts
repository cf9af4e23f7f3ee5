import type { Request, RequestHandler } from "express";
import type { Problem } from "~/http/problem";
import { isForPrograms, refuse } from "./refusal";

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Refuses requests whose method, host or address no route could make sense of. */
export const saneAddress: RequestHandler = (request, response, next) => {
  const problem = faultOf(request);
  if (problem) return refuse(request, response, problem);
  // Resource routes know their verbs. Pages answer all alike.
  if (request.method === "OPTIONS" && !isForPrograms(request.originalUrl)) {
    response.set("Allow", "GET, HEAD, POST, OPTIONS").status(204).end();
    return;
  }
  next();
};

function faultOf(request: Request): Problem | null {
  if (!METHODS.includes(request.method)) {
    const message = `${request.method} is not possible here; use ${METHODS.join(", ")}`;
    return { status: 405, slug: "method-not-allowed", message, headers: { Allow: METHODS.join(", ") } };
  }
  if (!isHost(request.headers.host)) {
    return { status: 400, slug: "invalid-input", message: "The Host header does not name a host" };
  }
  if (!isPath(request.originalUrl)) {
    return { status: 400, slug: "invalid-input", message: "The address is not well formed" };
  }
  if (isForPrograms(request.originalUrl) && request.path.endsWith(".data")) {
    // React Router would give the data of a page, and in a shape that no program was promised.
    return { status: 404, slug: "not-found", message: "There is nothing at this address" };
  }
  return null;
}

function isHost(host: string | undefined) {
  return host !== undefined && HOST.test(host) && URL.canParse(`http://${host}`);
}

function isPath(address: string) {
  if (!address.startsWith("/")) return false;
  try {
    const path = decodeURIComponent(address.split("?", 1)[0] ?? "");
    // Line ends match no route, not even the one for unknown addresses.
    return !/[\u0000-\u001f\u007f\u2028\u2029]/.test(path);
  } catch {
    return false;
  }
}
