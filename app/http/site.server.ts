import { env } from "~/env.server";

/**
 * What stands before the paths that leave with an API answer: PUBLIC_URL, else nothing. Never the host of the request: an
 * answer's bytes would then be whatever a caller, or a proxy on the way, wrote into a header.
 */
export const site = env.PUBLIC_URL ?? "";
