import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeDataDir } from "./data-dir.server";
import { ConfigurationError, env } from "./env.server";
import { once } from "./once.server";

const secret = z.string().min(32);
const StoredSecrets = z.object({ sessionSecret: secret, cronSecret: secret, sealingSecret: secret });

/** The secrets in force. The environment wins; what it leaves open is generated into `DATA_DIR/secrets.json`, mode 600. */
export const secrets = once("secrets", () => {
  const stored = readOrCreate(path.join(env.DATA_DIR, "secrets.json"));
  return {
    /** The first signs, all verify. */
    session: env.SESSION_SECRETS ?? [stored.sessionSecret],
    /** Any of them opens the cron door; an empty list closes it. */
    cron: env.CRON_SECRET ?? [stored.cronSecret],
    /** The first seals what the database may not hold in clear, all open it. */
    sealing: env.SEALING_SECRETS ?? [stored.sealingSecret],
  };
});

function readOrCreate(file: string) {
  makeDataDir();
  if (!existsSync(file)) create(file);
  try {
    const known: unknown = JSON.parse(readFileSync(file, "utf8"));
    const stored = StoredSecrets.partial({ sealingSecret: true }).parse(known);
    return stored.sealingSecret ? StoredSecrets.parse(stored) : complete(file, stored);
  } catch {
    throw new ConfigurationError(
      `${file} is damaged: restore it from a backup, or delete it: then everybody is signed out, and the secrets of webhooks have to be made anew.`,
    );
  }
}

/** Of two processes that start at the same moment one writes, and both read that. */
function create(file: string) {
  const fresh = { sessionSecret: newSecret(), cronSecret: newSecret(), sealingSecret: newSecret() };
  const draft = write(file, fresh);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Adds what a file from before webhooks does not have. */
function complete(file: string, stored: { sessionSecret: string; cronSecret: string }) {
  renameSync(write(file, { ...stored, sealingSecret: newSecret() }), file);
  return StoredSecrets.parse(JSON.parse(readFileSync(file, "utf8")));
}

function write(file: string, secrets: z.output<typeof StoredSecrets>) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return draft;
}

function newSecret() {
  return randomBytes(32).toString("base64url");
}
