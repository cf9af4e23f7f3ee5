import { ZodError } from "zod";
import { logger } from "~/logger.server";
import { Failure, type FailureCode } from "~/models/failure";
import type { Reply } from "./protocol";
import { type RefusalCode, type Refused, refusal, refusals } from "./refusals";

/**
 * Runs a handler and acknowledges what came of it. A device that sends no acknowledgement function gets none; a handler that
 * throws answers `internal`, and the connection and the others go on.
 */
export async function replying(reply: unknown, handle: () => Promise<object | undefined>) {
  const answer = (result: Reply) => {
    if (typeof reply === "function") reply(result);
  };
  try {
    answer({ ok: true, ...(await handle()) });
  } catch (error) {
    answer(refusalOf(error));
  }
}

function refusalOf(error: unknown): Refused {
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    const place = issue?.path.join(".");
    const message = issue?.message ?? "The message does not fit";
    return refusal("invalid", place ? `${place}: ${message}` : message);
  }
  if (error instanceof Failure) {
    const wait = Number(error.details?.headers?.["Retry-After"] ?? Number.NaN);
    return refusal(codeOf(error.code), error.message, Number.isFinite(wait) ? wait : undefined);
  }
  logger.error({ err: error }, "a device's message failed");
  return refusal("internal", "Something went wrong on our side");
}

/** Rules that no device meets by name are conflicts to it. */
function codeOf(code: FailureCode): RefusalCode {
  if (code === "limited") return "rate_limited";
  return code in refusals ? (code as RefusalCode) : "conflict";
}
