import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";

/** All keys that were ever issued, newest first: what is left of a token is its first characters. */
export async function listApiKeys() {
  return db.apiKey.findMany({
    select: {
      id: true,
      name: true,
      prefix: true,
      scopes: true,
      createdAt: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
      issuedBy: { select: { name: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
}

/** One key, revoked or not. Throws `Failure` not_found. */
export async function getApiKey(id: string) {
  const key = await db.apiKey.findUnique({
    where: { id },
    select: { id: true, name: true, prefix: true, revokedAt: true },
  });
  if (!key) throw new Failure("not_found", "Key not found");
  return key;
}

/** Ends a key at once: every request after this is refused. A revoked key never comes back. */
export async function revokeApiKey({ id }: { id: string }, { actor }: { actor: string }) {
  await change(async () => {
    const { name } = await getApiKey(id);
    const { count } = await db.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date(), version: { increment: 1 } },
    });
    if (count === 0) throw new Failure("conflict", "This key was revoked before");
    record({ type: "api_key.revoked", subject: id, actor, data: { name } });
  });
}
