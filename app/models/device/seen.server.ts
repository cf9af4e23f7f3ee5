import { db, transaction } from "~/db/client.server";
import { keepSeen, type Seen } from "~/db/keep-seen.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { keeping } from "~/models/keeping.server";
import { once } from "~/once.server";

const KEPT_AT_ONCE = 2_000;

const notes = once("devices seen", () => ({ waiting: new Map<string, Seen>(), keep: () => {} }));

/** Notes that a device is here now, or was until now. Written with those of other devices within a second or two. */
export function noteSeen(
  deviceId: string,
  { app = null, appVersion = null, transport = null }: Partial<Seen> = {},
) {
  const before = notes.waiting.get(deviceId);
  notes.waiting.set(deviceId, {
    deviceId,
    atMs: Date.now(),
    app: app ?? before?.app ?? null,
    appVersion: appVersion ?? before?.appVersion ?? null,
    transport: transport ?? before?.transport ?? null,
  });
  notes.keep();
}

/** The live devices of some accounts, and `also` those that may have ended, by name, and when each was last seen. */
export async function listSeen(userIds: readonly string[], also: readonly string[]) {
  const rows = await db.device.findMany({
    where: { userId: { in: [...userIds] }, OR: [{ revokedAt: null }, { id: { in: [...also] } }] },
    select: { id: true, userId: true, name: true, lastSeenAt: true, revokedAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ lastSeenAt, revokedAt, ...row }) => ({
    ...row,
    lastSeenAt: latest(row.id, lastSeenAt),
    revoked: revokedAt !== null,
  }));
}

/** Writes from now on what is noted, each second and at `close`. */
export function openSeen(onError: (error: unknown) => void) {
  const { soon, finish } = keeping(keepNoted, onError);
  notes.keep = soon;
  return {
    async close() {
      await finish();
      notes.keep = () => {};
    },
  };
}

async function keepNoted() {
  const batch = [...notes.waiting.values()].slice(0, KEPT_AT_ONCE);
  if (batch.length > 0) await transaction(() => keepInTurn(batch));
  for (const seen of batch)
    if (notes.waiting.get(seen.deviceId) === seen) notes.waiting.delete(seen.deviceId);
  return notes.waiting.size > 0;
}

async function keepInTurn(batch: readonly Seen[]) {
  await takeMailboxTurn();
  await keepSeen(batch);
}

function latest(id: string, written: Date | null) {
  const noted = notes.waiting.get(id);
  return noted ? new Date(noted.atMs) : written;
}
