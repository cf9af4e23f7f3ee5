import { markRead } from "~/db/end-copies.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { afterCommit, change } from "~/models/outbox/change.server";
import { tellRead } from "./clearing.server";
import { noteOnTheWay } from "./on-the-way.server";
import { announceChanged } from "./posted.server";

type Reader = { userId: string; deviceId: string | null };

/** Somebody has read messages, here and so everywhere: their other devices that have them are told. Not one's own are ignored. */
export async function readMessages({ userId, deviceId }: Reader, ids: readonly string[]) {
  return change(async () => {
    await takeMailboxTurn();
    const now = new Date();
    await noteOnTheWay();
    const copies = await markRead(userId, ids, now);
    const elsewhere = copies.filter((copy) => copy.sent && copy.deviceId !== deviceId);
    await tellRead(elsewhere, now);
    const deviceIds = copies.map((copy) => copy.deviceId);
    afterCommit(() => announceChanged({ userIds: [userId], deviceIds }));
    return { read: new Set(copies.map(({ messageId }) => messageId)).size };
  });
}
