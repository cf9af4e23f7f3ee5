import { ZodError } from "zod";
import { logger } from "~/logger.server";
import { Failure } from "~/models/failure";
import type { Refused, Reply } from "./protocol";

/**
 * Runs a handler and acknowledges what came of it. A device that sends no acknowledgement function gets none; a handler that
 * throws answers `internal`, and the connection and the others go on.
 */
export async function replying(reply: unknown, handle: () => Promise<void>) {
  const answer = (result: Reply) => {
    if (typeof reply === "function") reply(result);
  };
  try {
    await handle();
    answer({ ok: true });
  } catch (error) {
    answer(refusalOf(error));
  }
}

function refusalOf(error: unknown): Refused {
  if (error instanceof ZodError) {
    return {
      ok: false,
      code: "invalid",
      message: error.issues[0]?.message ?? "The message does not fit",
      retryable: false,
    };
  }
  if (error instanceof Failure) {
    const retryable = error.code === "running" || error.code === "limited" || error.code === "maintenance";
    return { ok: false, code: error.code, message: error.message, retryable };
  }
  logger.error({ err: error }, "a device's message failed");
  return { ok: false, code: "internal", message: "Something went wrong on our side", retryable: true };
}
