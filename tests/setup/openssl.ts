import { spawnSync } from "node:child_process";

/** Certificates for tests are made by it. */
export const isOpensslMissing = spawnSync("openssl", ["version"], { stdio: "ignore" }).status !== 0;
