import { constants } from "node:zlib";
import compression from "compression";
import type { RequestHandler } from "express";
import { isForPrograms } from "./refusal";

/**
 * Packs pages for whoever takes them packed (RFC 9110, section 8.4). Not what is for programs: their strong ETags name one sequence
 * of bytes. Not what is told live: it would wait for more of it. Not what is packed already, such as an answer that is kept.
 */
export const packing: RequestHandler = (request, response, next) =>
  isForPrograms(request.originalUrl) ? next() : pack(request, response, next);

/** The window is small because each answer under way has one. */
export const brotli = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 16 },
};

const pack = compression({
  filter: (request, response) =>
    !String(response.getHeader("Content-Type")).startsWith("text/event-stream") &&
    compression.filter(request, response),
  brotli,
});
