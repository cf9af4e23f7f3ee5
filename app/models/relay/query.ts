import { z } from "zod";

/** How long a device may wait for mail, how much it gets at once, and in how many places it may wait. */
export const POLL_LIMITS = { waitSeconds: 50, take: 256, open: 5 };

const whole = (most: number, least: number) =>
  z.coerce.number(`Give a whole number up to ${most}`).int().min(least).max(most);

/** How a device reads its mailbox by plain HTTP. A cursor that cannot be used is no mistake of the request: it leads to a resync. */
export const PollQuery = z.strictObject({
  after: z
    .string()
    .max(200)
    .default("")
    .meta({
      description: "The cursor that came last; without one, behind what was confirmed",
      examples: [""],
    }),
  wait: whole(POLL_LIMITS.waitSeconds, 0)
    .default(0)
    .meta({ description: "How many seconds to wait when nothing is there" }),
  limit: whole(POLL_LIMITS.take, 1).default(100).meta({ description: "At most so many messages" }),
});
export type PollQuery = z.infer<typeof PollQuery>;
