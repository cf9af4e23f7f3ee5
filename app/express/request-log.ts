import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pinoHttp } from "pino-http";
import { logger } from "~/logger.server";
import { shortAddress } from "./request-facts";

const LONGEST_PATH = 500;
/** A token that somebody put where an id belongs. */
const TOKEN = /(atl(?:_|%5f)[a-z]+(?:_|%5f))\w+/gi;
const isCheck = (address: string | undefined) => /^\/(?:healthz|readyz)(?:\?|$)/.test(address ?? "");

/** An id for every request, in the answer and on every line of its log. Lines hold paths, never queries, headers or bodies. */
export const requestLog = pinoHttp({
  logger,
  genReqId: (_request, response) => {
    const id = randomUUID();
    response.setHeader("X-Request-Id", id);
    return id;
  },
  quietReqLogger: true,
  customAttributeKeys: { reqId: "requestId", responseTime: "ms" },
  wrapSerializers: false,
  serializers: { req: summaryOfRequest, res: summaryOfResponse },
  customLogLevel: (request, response, error) => {
    if (error || response.statusCode >= 500) return "error";
    return isCheck(request.url) ? "debug" : "info";
  },
  customSuccessMessage: () => "request answered",
  customErrorMessage: () => "request failed",
});

function summaryOfRequest(request: IncomingMessage & { originalUrl?: string; ip?: string }) {
  const path = (request.originalUrl ?? request.url ?? "")
    .split("?", 1)[0]
    ?.slice(0, LONGEST_PATH)
    .replace(TOKEN, "$1…");
  return { method: request.method, path, address: shortAddress(request.ip ?? request.socket.remoteAddress) };
}

function summaryOfResponse(response: ServerResponse) {
  return { status: response.statusCode };
}
