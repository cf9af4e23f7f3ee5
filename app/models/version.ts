import { z } from "zod";

/** The hidden field that says which version was before somebody's eyes. A setting that was never set has version 0. */
export const Versioned = z.object({
  version: z.coerce.number("Open the page again").int("Open the page again").min(0, "Open the page again"),
});

/** The version, or one of the versions, that somebody has seen; undefined when they did not look. */
export type Seen = number | readonly number[] | undefined;

/** Finds the row only while it is still what was seen. */
export const stillAt = (seen: Seen) => (seen === undefined ? {} : { version: { in: [seen].flat() } });
