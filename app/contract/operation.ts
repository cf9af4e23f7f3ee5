import type { z } from "zod";
import type { Scope } from "~/models/api-key/scope";
import type { ProblemSlug } from "./problems";

/** What an answer brings. Without a `body` schema it has none; `type` is JSON unless another is named. */
export type Answer = {
  description: string;
  body?: z.ZodType;
  type?: string;
  /** Header lines of its own, by name, each with what it says. Those that every answer has are added by the document. */
  headers?: Record<string, string>;
};

/** One thing a program can ask for: all that the door checks and all that the document tells, in one place. */
export type Operation = {
  /** The name of the function in a generated client. */
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As OpenAPI writes it, such as `/api/products/{productId}`. */
  path: `/api${string}`;
  tag: string;
  /** What it does, in a few words without a full stop. */
  summary: string;
  /** What a caller has to know beyond that, in Markdown. */
  description?: string;
  /** What a key must be allowed; `any` live key may. Absent: no key is needed. */
  scope?: Scope | "any";
  /** A paired device asks, with its own token. */
  device?: true;
  /** What each part of the path names: a noun for the id of a row, or a schema. */
  params?: Record<string, string | z.ZodType<string>>;
  /** The parameters behind the question mark; any other is refused. Absent: none. */
  query?: z.ZodType;
  /** The JSON that comes in. Absent: a body means nothing. Of a PATCH it is a merge patch (RFC 7396). */
  body?: z.ZodType;
  /** Sent without a body, it is as if `{}` had come. */
  bodyOptional?: true;
  /** What it writes has a version: `If-Match` names those that it may meet. */
  versioned?: true;
  /** The fields beside the one file `file` when multipart/form-data comes in place of JSON. */
  form?: z.ZodType;
  /** What comes in when it is not JSON, by media type. The handler reads it. */
  upload?: Record<string, string>;
  answers: Record<number, Answer>;
  /** The problems it answers beside those that every operation of its kind has, by slug. */
  problems?: readonly ProblemSlug[];
  /** How it looks in practice, where the examples that its schemas give are not enough. Answers by status. */
  example?: {
    query?: Record<string, unknown>;
    body?: unknown;
    answers?: Record<number, unknown>;
    /** How to call it from a shell, where that is more than its address, key and body. */
    curl?: string;
  };
};

/** Declares an operation, keeping what exactly was declared in its type. */
export const operation = <const O extends Operation>(declared: O): O => declared;
