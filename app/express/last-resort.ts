import { AsyncLocalStorage } from "node:async_hooks";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { isAway } from "~/db/violations";
import { away } from "~/http/problem";
import { logger } from "~/logger.server";
import { once } from "~/once.server";
import { refuse } from "./refusal";

type Exchange = { request: Request; response: Response };

const exchanges = once("exchanges", () => new AsyncLocalStorage<Exchange>());
const broken = { status: 500, slug: "internal", message: "Something went wrong on our side" } as const;

/** Lets an error that nobody waited for still find the request it belongs to. */
export const rememberExchange: RequestHandler = (request, response, next) => {
  exchanges.run({ request, response }, next);
};

/** The exchange that the running code works for, if it works for one. */
export const currentExchange = () => exchanges.getStore();

/** What was thrown outside React Router. The log has the error, the caller an id to find it by. */
export const answerThrown: ErrorRequestHandler = (error, request, response, _next) => {
  if (isCallersFault(error)) {
    const message = "The request does not make sense";
    return refuse(request, response, { status: error.status, slug: "invalid-input", message });
  }
  request.log.error({ err: error }, "request failed");
  refuse(request, response, isAway(error) ? away : broken);
};

/** An error that nobody caught ends one request at most, never the process. */
export function surviveStrayErrors() {
  once("stray errors", () => {
    process.on("uncaughtException", (error) => answerStray(error, "uncaught exception"));
    process.on("unhandledRejection", (error) => answerStray(error, "unhandled rejection"));
    return true;
  });
}

function answerStray(error: unknown, kind: string) {
  const exchange = exchanges.getStore();
  (exchange?.request.log ?? logger).error({ err: error }, kind);
  if (exchange && !exchange.response.headersSent) refuse(exchange.request, exchange.response, broken);
}

function isCallersFault(error: unknown): error is { status: number } {
  if (!(error instanceof Error) || !("status" in error)) return false;
  return typeof error.status === "number" && error.status >= 400 && error.status < 500;
}
