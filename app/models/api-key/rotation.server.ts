import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { hashToken } from "~/models/token.server";
import { newPrefixedToken, tokenPrefix } from "./format.server";
import { stateOf } from "./register.server";

type Rotation = { id: string; overlapSeconds: number };

/**
 * Gives a key another token; the answer is its only appearance. For `overlapSeconds` the one before works too, and no other.
 * The key keeps its id, name, scopes, end and request log. Throws `Failure` conflict for a key that no longer works.
 */
export async function rotateApiKey({ id, overlapSeconds }: Rotation, { actor }: { actor: string }) {
  const token = newPrefixedToken("key");
  const oldUntil = overlapSeconds > 0 ? new Date(Date.now() + overlapSeconds * 1_000) : null;
  const { name } = await change(async () => {
    const key = await db.apiKey.findUnique({
      where: { id },
      select: { name: true, tokenHash: true, prefix: true, version: true, revokedAt: true, expiresAt: true },
    });
    if (!key) throw new Failure("not_found", "Key not found");
    if (stateOf(key) !== "live") throw new Failure("conflict", "This key no longer works: issue a new one");
    const { count } = await db.apiKey.updateMany({
      where: { id, version: key.version },
      data: {
        tokenHash: hashToken(token),
        prefix: tokenPrefix(token),
        oldTokenHash: oldUntil && key.tokenHash,
        oldPrefix: oldUntil && key.prefix,
        oldUntil,
        version: { increment: 1 },
      },
    });
    if (count === 0) throw new Failure("stale", "Somebody else changed this key meanwhile");
    record({ type: "api_key.rotated", subject: id, actor, data: { name: key.name, overlapSeconds } });
    return key;
  });
  return { id, name, token, prefix: tokenPrefix(token), oldUntil };
}
