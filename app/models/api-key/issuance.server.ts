import { db } from "~/db/client.server";
import { change, record } from "~/models/outbox/change.server";
import { hashToken } from "~/models/token.server";
import { newPrefixedToken, tokenPrefix } from "./format.server";
import type { Scope } from "./scope";

type NewKey = {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null;
  /** Requests; absent is what every key may. */
  limitPerMinute?: number | null;
};

/** The token in the answer is its only appearance: the database keeps a hash and the first characters. */
export async function issueApiKey(
  { name, scopes, expiresAt = null, limitPerMinute = null }: NewKey,
  { actor }: { actor: string | null },
) {
  const token = newPrefixedToken("key");
  const row = {
    name,
    scopes: scopes.join(" "),
    expiresAt,
    limitPerMinute,
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
