import { randomBytes, randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import { pinoHttp } from "pino-http";
import type { RequestFacts } from "~/contexts";
import { env } from "~/env.server";
import { logger } from "~/logger.server";

/** Gives every request an id, a log that carries it, and a nonce for its scripts. */
export const requestLog: RequestHandler[] = [
  pinoHttp({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader("X-Request-Id", id);
      return id;
    },
    quietReqLogger: true,
  }),
  (_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString("base64url");
    next();
  },
];

/** What the routes may know of the process's request. */
export function factsOf(request: Request, response: Response): RequestFacts {
  return {
    id: String(request.id),
    address: request.ip ?? "",
    secure: request.secure || (env.PUBLIC_URL?.startsWith("https:") ?? false),
    origin: env.PUBLIC_URL ?? `${request.protocol}://${request.host}`,
    nonce: response.locals.nonce,
    log: request.log,
  };
}
