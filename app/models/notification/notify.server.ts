import { db } from "~/db/client.server";
import { change, record } from "~/models/outbox/change.server";

export type Notice = { kind: string; title: string; body?: string; link?: string };
/** One person, or everybody who owns the shop. `except` has no need to be told, having done it. */
export type Recipients = { userId: string } | { role: "owner"; except?: string };

/** Tells people something, each in a notification and an event of their own. Joins the change under way. */
export async function notify(recipients: Recipients, { kind, title, body = "", link }: Notice) {
  await change(async () => {
    for (const userId of await idsOf(recipients)) {
      const { id } = await db.notification.create({
        data: { userId, kind, title, body, link },
        select: { id: true },
      });
      record({
        type: "notification.created",
        subject: id,
        actor: null,
        data: { userId, kind, title, body, link },
      });
    }
  });
}

async function idsOf(recipients: Recipients) {
  if ("userId" in recipients) return [recipients.userId];
  const { role, except } = recipients;
  const owners = await db.user.findMany({
    where: { role, ...(except && { id: { not: except } }) },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 100,
  });
  return owners.map(({ id }) => id);
}
