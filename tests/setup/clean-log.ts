import { readFileSync } from "node:fs";
import path from "node:path";

const SECRETS =
  /atl_[a-z]+_\w{20}|whsec_[\w+/]{20}|\$argon2|(?:session|visitor|flash)=[\w%-]{20}|"(?:authorization|cookie|set-cookie|x-api-key)"/i;

/** Requirement J1: no line of a log holds a password, key, token or cookie. What the start prints to the owner is no log. */
export function requireCleanLog(output: string) {
  const own = Object.values(
    JSON.parse(readFileSync(path.join(process.env.DATA_DIR ?? "", "secrets.json"), "utf8")),
  );
  const leak = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .find((line) => SECRETS.test(line) || own.some((secret) => line.includes(String(secret))));
  if (leak) throw new Error(`the log holds a secret: ${leak.slice(0, 500)}`);
}
