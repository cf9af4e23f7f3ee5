import { Failure } from "~/models/failure";
import type { Limit } from "~/models/limit/limits.server";
import { type Standing, WINDOW_SECONDS } from "~/models/limit/windows";

/** The fields of draft-ietf-httpapi-ratelimit-headers-10: which limit holds, and what is left of it for how many seconds. */
export function rateLimitFields({ policy }: Pick<Limit, "policy">, standing: Standing) {
  return {
    "RateLimit-Policy": `"${policy}";q=${standing.quota};w=${WINDOW_SECONDS}`,
    RateLimit: `"${policy}";r=${standing.remaining};t=${standing.resetSeconds}`,
  };
}

/** What somebody is told who has nothing left. */
export function tooMany(limit: Pick<Limit, "policy">, standing: Standing) {
  const { resetSeconds } = standing;
  const message = `Too many requests: wait ${resetSeconds} ${resetSeconds === 1 ? "second" : "seconds"}`;
  const headers = { "Retry-After": String(resetSeconds), ...rateLimitFields(limit, standing) };
  return new Failure("limited", message, undefined, { headers });
}
