import { accessSync, constants, mkdirSync } from "node:fs";
import { ConfigurationError, env } from "./env.server";

/** Makes DATA_DIR where it is missing, for nobody but this account. Throws {@link ConfigurationError} when it cannot be written. */
export function makeDataDir() {
  try {
    mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
    accessSync(env.DATA_DIR, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new ConfigurationError(
      `DATA_DIR ${env.DATA_DIR} cannot be written (${reason}): name a folder that this account may write to.`,
      { cause: error },
    );
  }
}
