import { db } from "~/db/client.server";
import { inboxOf } from "~/db/list-inbox.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { readMessages } from "~/models/relay/reading.server";

type Own = { id: string; userId: string };

const AT_ONCE = 256;
const MOST = 5_120;

/** Says on the web that a message is read: one's devices hear it, too. Somebody else's looks missing. */
export async function readMessage({ id, userId }: Own) {
  await change(async () => {
    const addressed = { OR: [{ userId }, { copies: { some: { device: { userId } } } }] };
    const message = await db.message.findFirst({
      where: { id, withdrawnAt: null, ...addressed },
      select: { id: true },
    });
    if (!message) throw new Failure("not_found", "Message not found");
    await readMessages({ userId, deviceId: null }, [id]);
  });
}

/** Marks what is unread as read, up to the number of the newest message that was seen. Returns how many; at most 5,120. */
export async function readAll({ userId, upTo }: { userId: string; upTo: number }) {
  return change(async () => {
    let marked = 0;
    for (;;) {
      const rows = await inboxOf({ userId, view: "unread", before: upTo + 1, take: AT_ONCE });
      if (rows.length > 0)
        await readMessages(
          { userId, deviceId: null },
          rows.map(({ id }) => id),
        );
      marked += rows.length;
      if (rows.length < AT_ONCE || marked >= MOST) return marked;
    }
  });
}

/** Puts a message out of one's inbox, which is also to have read it. The shop's own notification is purged 90 days later. */
export async function dismissMessage({ id, userId }: Own) {
  await change(async () => {
    await takeMailboxTurn();
    const { count } = await db.message.updateMany({
      where: { id, userId, dismissedAt: null },
      data: { dismissedAt: new Date() },
    });
    if (count === 0) throw new Failure("not_found", "Message not found");
    await readMessages({ userId, deviceId: null }, [id]);
    const message = await db.message.findUniqueOrThrow({
      where: { id },
      select: { senderUserId: true, data: true },
    });
    const { notificationId } = message.data as { notificationId?: unknown };
    if (message.senderUserId !== null || typeof notificationId !== "string") return;
    const found = await db.notification.updateMany({
      where: { id: notificationId, userId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (found.count > 0)
      record({ type: "notification.dismissed", subject: notificationId, actor: userId, data: { userId } });
  });
}
