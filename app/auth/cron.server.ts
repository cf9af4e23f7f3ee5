import { createHash, timingSafeEqual } from "node:crypto";
import type { RouterContextProvider } from "react-router";
import { secrets } from "~/secrets.server";
import { unauthorized } from "./guards.server";
import { admitTry } from "./wrong-secrets.server";

type Args = { request: Request; context: Readonly<RouterContextProvider> };

/** What an unset variable turns into in other people's scripts. Never a secret, whatever CRON_SECRET says. */
const NOTHING = new Set(["", "undefined", "null"]);

/**
 * Lets a scheduler in that holds one of the cron secrets. Throws `Failure` 401; with no secret set, for everybody; and 429 to an
 * address that showed too many wrong ones in a minute, before the next one is looked at.
 */
export function requireCron({ request, context }: Args) {
  const wrong = admitTry({ context });
  if (isFromOtherSite(request.headers) || !isSecret(bearerOf(request.headers))) {
    wrong("cron.refused");
    throw unauthorized();
  }
}

function bearerOf(headers: Headers) {
  return /^Bearer (\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1] ?? "";
}

/** Compares with every secret in force, so that the time tells nothing of which came close. */
function isSecret(token: string) {
  const matches = secrets.cron.map((secret) => timingSafeEqual(digest(secret), digest(token)));
  return matches.includes(true) && !NOTHING.has(token.toLowerCase());
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Schedulers are not browsers. A browser says so when another site makes it call. */
function isFromOtherSite(headers: Headers) {
  return ["cross-site", "same-site"].includes(headers.get("Sec-Fetch-Site") ?? "");
}
