import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import { FORM_LIMIT_BYTES, IMPORT_LIMIT_BYTES, UPLOAD_LIMIT_BYTES } from "~/http/body";
import { refuse } from "./refusal";

const LINGER_MS = 1_000;

/** Refuses a body that says it is too large before a byte of it is read, and never reads on in one that was not wanted. */
export const bodyLimits: RequestHandler = (request, response, next) => {
  if (hasBody(request)) closeIfUnread(request, response);
  if (!isTooLarge(request)) return next();
  const message = `Send at most ${limitOf(request)} bytes`;
  refuse(request, response, { status: 413, slug: "too-large", message });
};

export const isTooLarge = (request: IncomingMessage) =>
  Number(request.headers["content-length"] ?? 0) > limitOf(request);

function limitOf({ headers, url = "" }: IncomingMessage) {
  if (/^multipart\/form-data/i.test(headers["content-type"] ?? "")) return UPLOAD_LIMIT_BYTES;
  return /^\/api\/imports\/?(?:\?|$)/.test(url) ? IMPORT_LIMIT_BYTES : FORM_LIMIT_BYTES;
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** An answer that goes out before the body has come in ends the connection. */
function closeIfUnread(request: IncomingMessage, response: ServerResponse) {
  const writeHead = response.writeHead;
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    if (!request.complete) {
      response.setHeader("Connection", "close");
      request.socket.destroySoon = () => linger(request);
    }
    return writeHead.apply(response, head);
  }) as typeof writeHead;
}

/** A connection that is closed over unread bytes is reset, and a sender who is still busy would never see the answer. */
function linger({ socket }: IncomingMessage) {
  socket.pause();
  socket.end();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
