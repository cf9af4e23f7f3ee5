import type { LiveApiKey } from "~/contexts";
import { db } from "~/db/client.server";
import { change, record } from "~/models/outbox/change.server";
import { hashToken } from "~/models/token.server";
import { isWellFormedToken, newPrefixedToken, tokenPrefix } from "./format.server";
import type { Scope } from "./scope";

const SEEN_EVERY_MS = 60_000;

type NewKey = { name: string; scopes: readonly Scope[]; expiresAt?: Date | null };

/** The token in the answer is its only appearance: the database keeps a hash and the first characters. */
export async function issueApiKey(
  { name, scopes, expiresAt = null }: NewKey,
  { actor }: { actor: string | null },
) {
  const token = newPrefixedToken("key");
  const row = {
    name,
    scopes: scopes.join(" "),
    expiresAt,
    tokenHash: hashToken(token),
    prefix: tokenPrefix(token),
  };
  const { id } = await change(async () => {
    const key = await db.apiKey.create({ data: { ...row, issuedById: actor }, select: { id: true } });
    record({ type: "api_key.created", subject: key.id, actor, data: { name, scopes: row.scopes } });
    return key;
  });
  return { id, token };
}

/** The key behind a token, or null when it is malformed, unknown, revoked or expired: callers cannot tell which. */
export async function findLiveApiKey(token: string): Promise<LiveApiKey | null> {
  // Malformed tokens are looked up too, so that every refusal takes as long.
  const key = await db.apiKey.findUnique({
    where: { tokenHash: hashToken(isWellFormedToken("key", token) ? token : "") },
    select: {
      id: true,
      name: true,
      scopes: true,
      limitPerMinute: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
    },
  });
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt < new Date())) return null;
  if (Date.now() - (key.lastUsedAt?.getTime() ?? 0) > SEEN_EVERY_MS) {
    await db.apiKey.updateMany({ where: { id: key.id }, data: { lastUsedAt: new Date() } });
  }
  const { id, name, limitPerMinute } = key;
  return { id, name, limitPerMinute, scopes: key.scopes.split(" ") };
}
