import { expireOlder, withOlder } from "~/db/expire-copies.server";
import { newId } from "~/db/new-id";
import { raiseEach } from "~/db/raise-mailboxes.server";
import { takeNumbers } from "~/db/take-numbers.server";
import { type NewCopy, type NewMessage, writeCopies, writeMessages } from "~/db/write-messages.server";
import { announcePosted, type PostedMessage } from "./posted.server";

export type Draft = Omit<PostedMessage, "id" | "seq">;
/** What a message was asked for under. */
export type Asked = Pick<NewMessage, "to" | "clientId" | "fingerprint">;
/** A message whose recipients are known. */
export type Addressed = { draft: Draft; asked?: Asked; deviceIds: readonly string[] };

/** Writes messages and their copies with as few statements as one of them takes, inside a change. Returns them in order. */
export async function writeAll(addressed: readonly Addressed[]): Promise<PostedMessage[]> {
  if (addressed.length === 0) return [];
  const last = await takeNumbers("message", addressed.length);
  const first = last - addressed.length + 1;
  const messages = addressed.map(({ draft }, at) => ({ ...draft, id: newId(), seq: first + at }));
  await writeMessages(messages.map((message, at) => rowOf(message, addressed[at]?.asked)));
  const copies = await copiesOf(addressed, messages);
  await writeCopies(copies);
  await collapse(messages);
  announcePosted(messages, copies);
  return messages;
}

/** Whether everybody whose devices it goes to has it in their inbox, beside those whom it is addressed to. */
export const isToMany = ({ userId, senderUserId, type }: PostedMessage) =>
  userId === null && (senderUserId !== null || type === "product.published");

/** A message as it is written. */
export function rowOf({ at, expiresAt, ...message }: PostedMessage, asked?: Asked): NewMessage {
  const { to = null, clientId = null, fingerprint = null } = asked ?? {};
  return { ...message, atMs: at.getTime(), expiresAtMs: expiresAt.getTime(), to, clientId, fingerprint };
}

/** Older messages that share a collapse key with one of these and have not gone out make way. */
export async function collapse(messages: readonly PostedMessage[]) {
  const now = new Date();
  const keyed = messages.flatMap(({ id, seq, collapseKey, senderUserId }) =>
    collapseKey === null ? [] : [{ messageId: id, seq, collapseKey, senderUserId }],
  );
  for (const newest of await withOlder(keyed)) await expireOlder(newest, now);
}

/** The numbers of each mailbox are given out at once, and then one after the other. */
async function copiesOf(addressed: readonly Addressed[], messages: readonly PostedMessage[]) {
  const counts = new Map<string, number>();
  for (const { deviceIds } of addressed)
    for (const id of deviceIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  if (counts.size === 0) return [];
  const next = new Map<string, number>();
  for (const { deviceId, lastSeq } of await raiseEach([...counts]))
    next.set(deviceId, lastSeq - (counts.get(deviceId) ?? 0));
  return addressed.flatMap(({ deviceIds }, at) =>
    deviceIds.map((id): NewCopy => {
      const seq = (next.get(id) ?? 0) + 1;
      next.set(id, seq);
      return [id, seq, messages[at]?.id ?? ""];
    }),
  );
}
