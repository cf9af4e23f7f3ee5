import type { NewCopy } from "~/db/write-messages.server";
import { afterCommit } from "~/models/outbox/change.server";
import { listeners } from "~/models/outbox/listeners";
import { once } from "~/once.server";

/** A message that was just written. */
export type PostedMessage = {
  id: string;
  seq: number;
  type: string;
  data: unknown;
  at: Date;
  priority: string;
  collapseKey: string | null;
  expiresAt: Date;
  userId: string | null;
  senderUserId: string | null;
  senderDeviceId: string | null;
  productId: string | null;
};
export type PostedCopy = { deviceId: string; seq: number };
export type Posted = { message: PostedMessage; copies: readonly PostedCopy[] };

const mail = once("posted", () => listeners<readonly Posted[]>());

/** Calls `listener` with what was written, of this process after the commit and in its order. It must not throw or wait. */
export const onPosted = mail.onNews;
/** The same, of what this process has written alone. */
export const onOwnPosted = mail.onOwnNews;
/** What another process has written. */
export const hearPosted = mail.tellElsewhere;

/** Tells of messages and their copies once the change under way has committed. */
export function announcePosted(messages: readonly PostedMessage[], copies: readonly NewCopy[]) {
  afterCommit(() => {
    const byMessage = new Map(
      messages.map((message) => [message.id, { message, copies: [] as PostedCopy[] }]),
    );
    for (const [deviceId, seq, id] of copies) byMessage.get(id)?.copies.push({ deviceId, seq });
    mail.tell([...byMessage.values()]);
  });
}

/** In which inboxes and on which devices something was read, taken back or acknowledged. */
export type Changed = { userIds: readonly string[]; deviceIds: readonly string[] };

const changes = once("relay changes", () => listeners<Changed | "unknown">());

/**
 * Calls `observer` with what has changed of messages that were there; `unknown` when this process may have missed what others
 * changed. It must not throw or wait.
 */
export const onChanged = changes.onNews;
/** The same, of what this process has changed alone. */
export const onOwnChanged = changes.onOwnNews;
/** What another process has changed. */
export const hearChanged = changes.tellElsewhere;

export function announceChanged(changed: Changed) {
  if (changed.userIds.length + changed.deviceIds.length > 0) changes.tell(changed);
}

/** Devices whose mailbox was emptied because it was full, with the epoch that it has since. */
export type Emptied = ReadonlyMap<string, string>;

const floods = once("relay floods", () => listeners<Emptied>());

/** Calls `observer` with devices whose mailbox was emptied; it may hear of one several times. */
export const onOverflow = floods.onNews;
/** What was emptied by another process. */
export const hearOverflow = floods.tellElsewhere;

/** Tells of them once the change under way has committed. */
export function announceOverflow(emptied: Emptied) {
  afterCommit(() => floods.tell(emptied));
}
