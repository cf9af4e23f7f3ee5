import { z } from "zod";
import { type ConnectRefusal, connectRefusals, refusals } from "~/realtime/refusals";

const words = (example: string) => z.string().meta({ examples: [example] });

/** Why something was not done, and whether to send it again: one shape for each code. */
export const Refused = z
  .union(
    Object.entries(refusals).map(([code, { retryable, told }]) =>
      z
        .strictObject({
          ok: z.literal(false),
          code: z.literal(code),
          message: words("Something went wrong on our side"),
          retryable: z.literal(retryable),
          retryAfterSeconds: z
            .int()
            .positive()
            .optional()
            .meta({ examples: [30] }),
        })
        .describe(told),
    ),
  )
  .meta({ id: "Refused", description: "It was not done. If `retryable`, the same may be said again later" });

/** What a client gets as the argument of its `connect_error`. */
export const ConnectError = z
  .strictObject({
    message: words("unauthorized"),
    data: z.union(
      Object.entries(connectRefusals).map(([code, told]) =>
        z.strictObject({ code: z.literal(code as ConnectRefusal) }).describe(told),
      ),
    ),
  })
  .meta({ id: "ConnectError", description: "The device is not let in, and does not come back by itself" });
