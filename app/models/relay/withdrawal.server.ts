import { db } from "~/db/client.server";
import { markWithdrawn, withdrawCopies } from "~/db/end-copies.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { Failure } from "~/models/failure";
import { afterCommit, change } from "~/models/outbox/change.server";
import { tellWithdrawn } from "./clearing.server";
import { noteOnTheWay } from "./on-the-way.server";
import { announceChanged } from "./posted.server";

/**
 * Takes back what one has sent and nobody has read: it goes nowhere any more, and devices that have it are told to forget it.
 * Safe to say again. Throws `Failure` not_found for another's, conflict for what was read.
 */
export async function withdrawMessage({ userId }: { userId: string }, id: string) {
  await change(async () => {
    await takeMailboxTurn();
    const now = new Date();
    await noteOnTheWay();
    if (!(await markWithdrawn(userId, id, now))) return requireWithdrawn(userId, id);
    const copies = await withdrawCopies(id, now);
    await tellWithdrawn(
      copies.filter(({ sent }) => sent),
      now,
    );
    const message = await db.message.findUnique({ where: { id }, select: { userId: true } });
    const userIds = [userId, ...(message?.userId ? [message.userId] : [])];
    const touched = copies.map((copy) => copy.deviceId);
    afterCommit(() => announceChanged({ userIds, deviceIds: touched }));
  });
}

async function requireWithdrawn(userId: string, id: string) {
  const where = { id, senderUserId: userId };
  const message = await db.message.findFirst({ where, select: { withdrawnAt: true } });
  if (!message) throw new Failure("not_found", "You have sent no such message");
  if (!message.withdrawnAt) throw new Failure("conflict", "It was read already, so it cannot be taken back");
}
