import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ConfigurationError, env } from "./env.server";
import { once } from "./once.server";

const StoredSecrets = z.object({ sessionSecret: z.string().min(32), cronSecret: z.string().min(32) });

/** The secrets in force. The environment wins; what it leaves open is generated into `DATA_DIR/secrets.json`, mode 600. */
export const secrets = once("secrets", () => {
  const stored = readOrCreate(path.join(env.DATA_DIR, "secrets.json"));
  return {
    /** The first signs, all verify. */
    session: env.SESSION_SECRETS ?? [stored.sessionSecret],
    /** Any of them opens the cron door; an empty list closes it. */
    cron: env.CRON_SECRET ?? [stored.cronSecret],
  };
});

function readOrCreate(file: string) {
  if (!existsSync(file)) {
    mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
    const fresh = { sessionSecret: newSecret(), cronSecret: newSecret() };
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
    return fresh;
  }
  try {
    return StoredSecrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new ConfigurationError(
      `${file} is damaged: restore it from a backup, or delete it to sign everybody out.`,
    );
  }
}

function newSecret() {
  return randomBytes(32).toString("base64url");
}
