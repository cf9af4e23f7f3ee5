import { existsSync } from "node:fs";

/** Debian's headless shell takes a third less of the processor for the same pages. */
const shell = "/usr/bin/chromium-headless-shell";

export const chromiumPath = process.env.CHROMIUM_PATH ?? (existsSync(shell) ? shell : "/usr/bin/chromium");
