import { ZodError, type z } from "zod";
import { type ProblemSlug, problemTitle, problemTold } from "~/contract/problems";
import { isAway } from "~/db/violations";
import { Failure, type FailureCode } from "~/models/failure";

export type Problem = {
  status: number;
  /** What went wrong, in one sentence that says the fix. */
  message: string;
  /** The kind of problem: the last part of its address under /problems, where a page tells what to do. */
  slug: ProblemSlug;
  errors?: { path: string; message: string }[];
  headers?: Record<string, string>;
  reason?: string;
};

const kinds: Record<FailureCode, ProblemSlug> = {
  invalid: "invalid-input",
  unauthorized: "unauthorized",
  forbidden: "forbidden",
  not_found: "not-found",
  not_allowed: "method-not-allowed",
  conflict: "conflict",
  running: "still-running",
  stale: "stale-version",
  precondition: "precondition-failed",
  too_large: "too-large",
  unsupported: "unsupported-media-type",
  reused: "key-reused",
  limited: "rate-limited",
  quota: "mailbox-full",
  maintenance: "maintenance",
};

export const statusOf = (failure: Failure) => problemTold(kinds[failure.code]).status;

/** The database is away: nothing of the request's fault, and it passes. */
export const away: Problem = {
  status: 503,
  slug: "unavailable",
  message: "The shop cannot reach its database; try again in a moment",
  headers: { "Retry-After": "5" },
};

const MAX_ERRORS = 50;
const MAX_PATH_LENGTH = 200;

/** Translates what a handler threw. Null for a bug: that is a 500, and the log has to know it. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ZodError) {
    const errors = distinct(error.issues.flatMap(errorsOf)).slice(0, MAX_ERRORS);
    return { status: 400, slug: "invalid-input", message: sentence(errors), errors };
  }
  if (isAway(error)) return away;
  if (!(error instanceof Failure)) return null;
  const { field, message, details } = error;
  return {
    status: statusOf(error),
    slug: kinds[error.code],
    message,
    errors: details?.errors ?? (field ? [{ path: field, message }] : undefined),
    headers: details?.headers,
    reason: details?.reason,
  };
}

/** A member that is not declared is an error at its own path, not at the object that holds it. */
function errorsOf(issue: z.core.$ZodIssue) {
  if (issue.code !== "unrecognized_keys") return [{ path: pathOf(issue.path), message: told(issue) }];
  return issue.keys.map((key) => ({
    path: pathOf([...issue.path, key.slice(0, MAX_PATH_LENGTH)]),
    message: "This is not known here; leave it out",
  }));
}

/** Several rules of one member may say the same. */
const distinct = (errors: { path: string; message: string }[]) => [
  ...new Map(errors.map((told) => [`${told.path}\n${told.message}`, told])).values(),
];

/** The one thing that schemas leave to zod to say. */
const told = (issue: z.core.$ZodIssue) =>
  issue.code === "invalid_type" && issue.expected === "object" ? "Give an object" : issue.message;

/** The members of the contract's error and of RFC 9457, as one body. What is wrong as a whole has an empty path. */
export function problemBody(problem: Problem, { id, path }: { id: string; path: string }) {
  const whole = problem.slug === "invalid-input" ? [{ path: "", message: problem.message }] : undefined;
  const { errors = whole } = problem;
  return {
    error: problem.message,
    status: problem.status,
    type: `/problems/${problem.slug}`,
    title: problemTitle(problem.slug),
    detail: problem.message,
    instance: path,
    requestId: id,
    ...(errors && { errors }),
    ...(problem.reason && { code: problem.reason }),
  };
}

export function problemHeaders(problem: Problem) {
  return { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...problem.headers };
}

/** `tiers[0].name`, the way forms and JSON pointers of people are written. */
export function pathOf(path: readonly PropertyKey[]) {
  return path.reduce<string>((sum, part) => {
    if (typeof part === "number") return `${sum}[${part}]`;
    return sum ? `${sum}.${String(part)}` : String(part);
  }, "");
}

function sentence(errors: { path: string; message: string }[]) {
  const [first] = errors;
  if (!first) return "The input does not fit";
  return first.path ? `${first.path}: ${first.message}` : first.message;
}
