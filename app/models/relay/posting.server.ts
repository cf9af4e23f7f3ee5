import { db } from "~/db/client.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { newId } from "~/db/new-id";
import { type DeviceFilter, raiseEvery } from "~/db/raise-mailboxes.server";
import { takeNumbers } from "~/db/take-numbers.server";
import { type NewCopy, writeCopies, writeMessages } from "~/db/write-messages.server";
import { change } from "~/models/outbox/change.server";
import { collapse, isToMany, rowOf } from "./outgoing.server";
import { makeRoom } from "./overflow.server";
import { announcePosted, type PostedMessage } from "./posted.server";
import { DEFAULT_TTL_SECONDS } from "./types";

/** What the shop tells: of an event under the event's own id. */
export type Mail = {
  id?: string;
  type: string;
  data: Record<string, unknown>;
  at: Date;
  /** Whose inbox it is in as well. */
  userId?: string | null;
  productId?: string | null;
  priority?: "low" | "normal" | "high";
  collapseKey?: string | null;
  ttlSeconds?: number;
  /** Who of the shop says it; otherwise the shop itself. */
  senderUserId?: string | null;
};

/** Tells the devices that are meant, each in its mailbox, and returns the message's id and how many they are. Joins the change under way. */
export async function post(mail: Mail, to: DeviceFilter): Promise<{ id: string; devices: number }> {
  const id = mail.id ?? newId();
  return { id, devices: await postAll(mail.type, [{ ...mail, id }], to) };
}

/** Tells the same devices several things of one type, in this order. Returns how many devices they are. Joins the change under way. */
export async function postAll(type: string, mails: readonly Mail[], to: DeviceFilter): Promise<number> {
  const count = mails.length;
  if (count === 0) return 0;
  return change(async () => {
    await takeMailboxTurn();
    const before = (await takeNumbers("message", count)) - count;
    const messages = mails.map((mail, at) => messageOf(mail, before + at + 1));
    await writeMessages(messages.map((message) => rowOf(message)));
    await makeRoom(to, count);
    const raised = await raiseEvery(to, type, count);
    const own = await senderDevices(messages);
    const copies = raised.flatMap(({ deviceId, lastSeq }) =>
      messages.map((message, at): NewCopy => {
        const inboxSeq = isToMany(message) && !own.has(deviceId) ? message.seq : null;
        return [deviceId, lastSeq - count + at + 1, message.id, inboxSeq];
      }),
    );
    await writeCopies(copies);
    await collapse(messages);
    announcePosted(messages, copies);
    return raised.length;
  });
}

/** On their devices it is not news: their inbox tells them what they have sent. */
async function senderDevices(messages: readonly PostedMessage[]) {
  const senders = new Set(messages.flatMap(({ senderUserId }) => senderUserId ?? []));
  if (senders.size === 0) return new Set();
  const devices = await db.device.findMany({ where: { userId: { in: [...senders] } }, select: { id: true } });
  return new Set(devices.map(({ id }) => id));
}

function messageOf(mail: Mail, seq: number): PostedMessage {
  const { id = newId(), type, data, at, userId = null, productId = null } = mail;
  const { priority = "normal", collapseKey = null, ttlSeconds = DEFAULT_TTL_SECONDS } = mail;
  const { senderUserId = null } = mail;
  const expiresAt = new Date(at.getTime() + ttlSeconds * 1_000);
  const sender = { senderUserId, senderDeviceId: null };
  return { id, seq, type, data, at, priority, collapseKey, expiresAt, userId, productId, ...sender };
}
