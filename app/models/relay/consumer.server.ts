import { type AccountDevice, devicesOf } from "~/db/account-devices.server";
import { db } from "~/db/client.server";
import { withdrawOfProducts } from "~/db/end-copies.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import type { Event } from "~/models/outbox/event";
import { onShelf } from "~/models/product/select";
import { type Addressed, writeAll } from "./outgoing.server";
import { makeRoom } from "./overflow.server";
import { type Mail, post, postAll } from "./posting.server";
import { DEFAULT_TTL_SECONDS } from "./types";

const FOLLOWERS_AT_ONCE = 500;
const RELEASED = "product.released";

/** Puts what devices should hear of into their mailboxes, exactly once. */
export const relayConsumer: Consumer = {
  name: "relay",
  async handle(events) {
    const published: Event[] = [];
    for (const event of events) {
      if (event.type === "product.created") continue;
      if (event.type === "product.published") published.push(event);
      else {
        await tellEverybody(published.splice(0));
        await relay(event);
      }
    }
    await tellEverybody(published);
    return undefined;
  },
};

async function relay(event: Event) {
  const { id, type, subject, data, at } = event;
  if (type === "product.unpublished" || type === "product.deleted") {
    await takeMailboxTurn();
    await withdrawOfProducts([subject], at);
  } else if (type === "product.updated" && typeof data.release === "string") {
    await tellFollowers(event, data.release);
  } else if (type === "notification.created") await tellNotified(event);
  else if (type.startsWith("review.") && type !== "review.purged") {
    await post({ id, type, data: { reviewId: subject, ...data }, at }, { role: "owner" });
  }
}

/** What was published one after the other, with as few statements as one of them takes. What has left the shelf meanwhile is not told. */
async function tellEverybody(published: readonly Event[]) {
  if (published.length === 0) return;
  const ids = published.map(({ subject }) => subject);
  const shown = await db.product.findMany({ where: { ...onShelf, id: { in: ids } }, select: { id: true } });
  const onIt = new Set(shown.map(({ id }) => id));
  const mails = published
    .filter(({ subject }) => onIt.has(subject))
    .map(({ id, type, subject: productId, data, at }): Mail => {
      const told = { productId, ...data };
      return { id, type, data: told, at, productId, collapseKey: `${type} ${productId}` };
    });
  await postAll("product.published", mails, {});
}

const listens = ({ mutedTypes }: AccountDevice) => !mutedTypes.includes(RELEASED);

async function tellNotified({ id, subject, at }: Event) {
  const notification = await db.notification.findUnique({
    where: { id: subject },
    select: { id: true, userId: true, kind: true, title: true, body: true, link: true },
  });
  if (!notification) return;
  const { id: notificationId, userId, body: text, ...told } = notification;
  const data = { app: "atelier", text, ...told, notificationId };
  await post({ id, type: "notification", data, at, userId }, { userIds: [userId] });
}

/** Each who follows a product has a message of their own about its new version. It waits while the product is off the shelf. */
async function tellFollowers({ subject: productId, at, data: { name, slug } }: Event, release: string) {
  const data = { productId, name, slug, release };
  const expiresAt = new Date(at.getTime() + DEFAULT_TTL_SECONDS * 1_000);
  const shop = { senderUserId: null, senderDeviceId: null };
  await takeMailboxTurn();
  let last = "";
  for (;;) {
    const rows = await db.productFollow.findMany({
      where: { productId, userId: { gt: last } },
      select: { userId: true },
      orderBy: { userId: "asc" },
      take: FOLLOWERS_AT_ONCE,
    });
    const userIds = rows.map(({ userId }) => userId);
    await makeRoom({ userIds });
    const devices = await devicesOf(userIds);
    const messages = userIds.map((userId): Addressed => {
      const own = devices.filter((device) => device.userId === userId && listens(device)).map(({ id }) => id);
      const draft = {
        type: RELEASED,
        data,
        at,
        priority: "normal",
        collapseKey: null,
        expiresAt,
        userId,
      };
      return { draft: { ...draft, ...shop, productId }, deviceIds: own };
    });
    await writeAll(messages);
    last = userIds.at(-1) ?? "";
    if (userIds.length < FOLLOWERS_AT_ONCE) return;
  }
}
