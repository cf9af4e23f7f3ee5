import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";

/** The newest of one's own notifications. */
export async function listNotifications(userId: string) {
  return db.notification.findMany({
    where: { userId, deletedAt: null },
    select: { id: true, title: true, body: true, link: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
}

/** Puts one's own notification away; 90 days later it is purged. Somebody else's looks missing. */
export async function dismissNotification({ id, userId }: { id: string; userId: string }) {
  await change(async () => {
    const { count } = await db.notification.updateMany({
      where: { id, userId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (count === 0) throw new Failure("not_found", "Notification not found");
    record({ type: "notification.dismissed", subject: id, actor: userId, data: { userId } });
  });
}
