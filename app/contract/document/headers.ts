import { z } from "zod";

type Header = { description: string; schema: z.ZodType };

const text = (example: string) =>
  z
    .string()
    .max(1_000)
    .meta({ examples: [example] });

/** What the header lines of answers say, for all operations at once. */
export const answerHeaders = {
  "X-Request-Id": {
    description: "Names this request in the shop's log; where an answer is repeated, the one it was made for",
    schema: z
      .string()
      .max(200)
      .meta({ examples: ["5f1c2a7e-5d0f-4c1e-8a51-0c2f2a6f7b11"] }),
  },
  RateLimit: {
    description: "How many requests are left, and in how many seconds the count begins anew",
    schema: text('"key";r=998;t=42'),
  },
  "RateLimit-Policy": {
    description: "How many requests may come in how many seconds",
    schema: text('"key";q=1000;w=60'),
  },
  "Retry-After": {
    description: "After how many seconds to try again",
    schema: z
      .int()
      .min(0)
      .max(86_400)
      .meta({ examples: [12] }),
  },
  ETag: {
    description: "Names these bytes; for `If-None-Match` and `If-Match`",
    schema: text('"3.5qCkXf0wT2m8"'),
  },
  Link: {
    description: "The pages beside this one, as RFC 8288 writes them",
    schema: text('</api/products?page=2>; rel="next"'),
  },
  Location: {
    description: "Where the new thing is",
    schema: text("/api/products/0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90"),
  },
  "Idempotent-Replayed": {
    description: "`true` when this is the kept answer to an earlier request under the same `Idempotency-Key`",
    schema: z.literal("true"),
  },
  "Access-Control-Allow-Origin": {
    description:
      "Which sites' scripts may read this: every site what is public, those of the owner's list the rest",
    schema: text("*"),
  },
  "WWW-Authenticate": { description: "How to say who is calling", schema: text("Bearer") },
} as const satisfies Record<string, Header>;

export type AnswerHeader = keyof typeof answerHeaders;

/** The header lines that requests may bring, for all operations at once. */
export const requestHeaders = {
  "Idempotency-Key": {
    description:
      "Makes a repeat safe: for 24 hours the same request under the same key gets the first answer and does nothing again",
    schema: z
      .string()
      .regex(/^[\x21-\x7e]+$/)
      .max(255)
      .meta({ examples: ["order-4711"] }),
  },
  "If-Match": {
    description:
      "The `ETag` that was read: when it is no longer the current one, nothing happens and the answer is 412",
    schema: text('"3.5qCkXf0wT2m8"'),
  },
  "If-None-Match": {
    description: "The `ETag` that is already here: when it still holds, the answer is 304 without a body",
    schema: text('"3.5qCkXf0wT2m8"'),
  },
} as const satisfies Record<string, Header>;

export type RequestHeader = keyof typeof requestHeaders;
