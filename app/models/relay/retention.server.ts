import { setImmediate } from "node:timers/promises";
import { db, transaction } from "~/db/client.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { deleteCopies, deleteMessages, expireWaiting } from "~/db/prune-relay.server";

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

const until = (now: Date) => new Date(now.getTime() - KEPT_DAYS * DAY_MS);

/** How many copies ended 30 days ago or more. */
export const countOldCopies = (now: Date) =>
  db.relayMessage.count({ where: { endedAt: { lte: until(now) } } });

/** Ends what waits beyond its time, and deletes the copies that ended 30 days ago or more: a thousand at most. Returns how many. */
export async function deleteOldCopies(now: Date): Promise<number> {
  while ((await inTurn(() => expireWaiting(now))) > 0) await setImmediate();
  return inTurn(() => deleteCopies(until(now)));
}

/** How many messages without copies were over 30 days ago or more. */
export function countOldMessages(now: Date) {
  const old = { lte: until(now) };
  const over = [{ expiresAt: old }, { readAt: old }, { withdrawnAt: old }, { userId: null, at: old }];
  const known = [
    { userId: null },
    { senderUserId: { not: null } },
    { readAt: { not: null } },
    { dismissedAt: { not: null } },
  ];
  return db.message.count({ where: { AND: [{ OR: over }, { OR: known }], copies: { none: {} } } });
}

/** Deletes a thousand of them at most. Returns how many. */
export const deleteOldMessages = (now: Date) => inTurn(() => deleteMessages(until(now)));

function inTurn<T>(work: () => Promise<T>) {
  return transaction(async () => {
    await takeMailboxTurn();
    return work();
  });
}
