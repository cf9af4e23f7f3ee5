import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import type { Event } from "~/models/outbox/event";
import { post } from "./mailbox.server";

/** Puts what devices should hear of into their mailboxes, exactly once, and then tells `wake` whose mail has come. */
export function relayConsumer(wake: (deviceIds: ReadonlySet<string>) => void): Consumer {
  return {
    name: "relay",
    async handle(events) {
      const reached = new Set<string>();
      for (const event of events) for (const id of await relay(event)) reached.add(id);
      return reached.size > 0 ? () => wake(reached) : undefined;
    },
  };
}

async function relay({ id, type, subject, data, at }: Event): Promise<string[]> {
  if (type === "product.published") {
    return post(
      { eventId: id, type, data: { productId: subject, ...(data as Prisma.InputJsonObject) }, at },
      {},
    );
  }
  if (type === "notification.created") {
    const notification = await db.notification.findUnique({
      where: { id: subject },
      select: { id: true, userId: true, kind: true, title: true, body: true, link: true },
    });
    if (!notification) return [];
    const { userId, ...told } = notification;
    return post({ eventId: id, type: "notification", data: told, at }, { userId });
  }
  return [];
}
