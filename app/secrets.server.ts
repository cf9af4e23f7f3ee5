import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeDataDir } from "./data-dir.server";
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
  makeDataDir();
  if (!existsSync(file)) create(file);
  try {
    return StoredSecrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new ConfigurationError(
      `${file} is damaged: restore it from a backup, or delete it to sign everybody out.`,
    );
  }
}

/** Of two processes that start at the same moment one writes, and both read that. */
function create(file: string) {
  const fresh = { sessionSecret: newSecret(), cronSecret: newSecret() };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
}

function newSecret() {
  return randomBytes(32).toString("base64url");
}
