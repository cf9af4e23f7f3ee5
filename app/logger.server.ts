import { pino } from "pino";
import { env } from "./env.server";
import { once } from "./once.server";

/** Structured lines on standard output. Whatever could be a secret is cut out here, wherever it is logged. */
export const logger = once("logger", () =>
  pino({
    level: env.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "req.headers.authorization",
        "req.headers.cookie",
        'req.headers["x-api-key"]',
        'res.headers["set-cookie"]',
      ],
      remove: true,
    },
  }),
);
