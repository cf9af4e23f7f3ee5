import type { LiveApiKey } from "~/contexts";
import { db } from "~/db/client.server";
import { onCommitted } from "~/models/outbox/change.server";
import { hashToken } from "~/models/token.server";
import { once } from "~/once.server";
import { isWellFormedToken } from "./format.server";

/** What another process did to a key is heard of this late at most. */
const TRUSTED_MS = 500;

type Known = { key: LiveApiKey; endsAt: number; readAt: number };

const memory = once("live keys", () => {
  const state = { known: new Map<string, Known>(), changes: 0 };
  onCommitted((events) => {
    if (!events.some(({ type }) => type.startsWith("api_key."))) return;
    state.known.clear();
    state.changes++;
  });
  return state;
});

/** The key behind a token, or null when it is malformed, unknown, revoked or expired: callers cannot tell which. */
export async function findLiveApiKey(token: string): Promise<LiveApiKey | null> {
  // Malformed tokens are looked up too, so that every refusal takes as long.
  const tokenHash = hashToken(isWellFormedToken("key", token) ? token : "");
  const known = memory.known.get(tokenHash);
  const now = Date.now();
  if (known && now - known.readAt < TRUSTED_MS && now < known.endsAt) return known.key;
  const { changes } = memory;
  const live = await look(tokenHash);
  memory.known.delete(tokenHash);
  // What was read before a change of any key is not remembered after it.
  if (live && changes === memory.changes) memory.known.set(tokenHash, { ...live, readAt: now });
  return live?.key ?? null;
}

async function look(tokenHash: string) {
  const row = await db.apiKey.findFirst({
    where: { OR: [{ tokenHash }, { oldTokenHash: tokenHash }] },
    select: {
      id: true,
      name: true,
      scopes: true,
      limitPerMinute: true,
      tokenHash: true,
      oldUntil: true,
      expiresAt: true,
      revokedAt: true,
    },
  });
  if (!row) return null;
  const replaced = row.tokenHash !== tokenHash;
  const ends = [row.revokedAt, row.expiresAt, replaced ? row.oldUntil : null].filter((end) => end !== null);
  const endsAt = Math.min(...ends.map((end) => end.getTime()), Number.POSITIVE_INFINITY);
  if (endsAt <= Date.now()) return null;
  const { id, name, limitPerMinute } = row;
  const key: LiveApiKey = { id, name, limitPerMinute, replaced, scopes: row.scopes.split(" ") };
  return { key, endsAt };
}
