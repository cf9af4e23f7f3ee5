import { z } from "zod";

/** The hidden field that says which version was before somebody's eyes. A setting that was never set has version 0. */
export const Versioned = z.object({
  version: z.coerce.number("Open the page again").int("Open the page again").min(0, "Open the page again"),
});
