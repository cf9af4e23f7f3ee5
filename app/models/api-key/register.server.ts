import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";

/** All that is known of a key but its tokens. `oldUntil` is null unless a replaced token still works. Throws `Failure` not_found. */
export async function describeApiKey(id: string) {
  const key = await db.apiKey.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      prefix: true,
      scopes: true,
      limitPerMinute: true,
      createdAt: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
      lastUsedFrom: true,
      oldPrefix: true,
      oldUntil: true,
      issuedBy: { select: { name: true } },
    },
  });
  if (!key) throw new Failure("not_found", "Key not found");
  const overlaps = key.oldUntil !== null && key.oldUntil > new Date();
  return {
    ...key,
    scopes: key.scopes.split(" ").filter(Boolean),
    oldPrefix: overlaps ? key.oldPrefix : null,
    oldUntil: overlaps ? key.oldUntil : null,
    state: stateOf(key),
  };
}

/** Whether its tokens work. */
export function stateOf({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null }) {
  if (revokedAt) return "revoked" as const;
  return expiresAt && expiresAt <= new Date() ? ("expired" as const) : ("live" as const);
}
