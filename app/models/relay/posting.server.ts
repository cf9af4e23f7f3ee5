import { newId } from "~/db/new-id";
import { type DeviceFilter, raiseEvery } from "~/db/raise-mailboxes.server";
import { takeNumbers } from "~/db/take-numbers.server";
import { type NewCopy, writeCopies, writeMessages } from "~/db/write-messages.server";
import { change } from "~/models/outbox/change.server";
import { collapse, rowOf } from "./outgoing.server";
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
  return change(async () => {
    const message = messageOf(mail, await takeNumbers("message", 1));
    await writeMessages([rowOf(message)]);
    await makeRoom(to);
    const raised = await raiseEvery(to, mail.type);
    const copies = raised.map(({ deviceId, lastSeq }): NewCopy => [deviceId, lastSeq, message.id]);
    if (copies.length > 0) await writeCopies(copies);
    await collapse(message);
    announcePosted([message], copies);
    return { id: message.id, devices: copies.length };
  });
}

function messageOf(mail: Mail, seq: number): PostedMessage {
  const { id = newId(), type, data, at, userId = null, productId = null } = mail;
  const { priority = "normal", collapseKey = null, ttlSeconds = DEFAULT_TTL_SECONDS } = mail;
  const { senderUserId = null } = mail;
  const expiresAt = new Date(at.getTime() + ttlSeconds * 1_000);
  const sender = { senderUserId, senderDeviceId: null };
  return { id, seq, type, data, at, priority, collapseKey, expiresAt, userId, productId, ...sender };
}
