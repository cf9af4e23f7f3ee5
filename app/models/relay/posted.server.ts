import type { NewCopy } from "~/db/write-messages.server";
import { afterCommit } from "~/models/outbox/change.server";
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
type Listener = (posted: readonly Posted[]) => void;

const listeners = once("posted", () => new Set<Listener>());

/** Calls `listener` with what this process has written, after the commit and in its order. It must not throw or wait. */
export function onPosted(listener: Listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells of messages and their copies once the change under way has committed. */
export function announcePosted(messages: readonly PostedMessage[], copies: readonly NewCopy[]) {
  afterCommit(() => {
    const byMessage = new Map(
      messages.map((message) => [message.id, { message, copies: [] as PostedCopy[] }]),
    );
    for (const [deviceId, seq, id] of copies) byMessage.get(id)?.copies.push({ deviceId, seq });
    const posted = [...byMessage.values()];
    for (const listener of listeners) listener(posted);
  });
}

/** In which inboxes and on which devices something was read, taken back or acknowledged. */
export type Changed = { userIds: readonly string[]; deviceIds: readonly string[] };

const observers = once("relay changes", () => new Set<(changed: Changed) => void>());

/** Calls `observer` with what this process has changed of messages that were there. It must not throw or wait. */
export function onChanged(observer: (changed: Changed) => void) {
  observers.add(observer);
  return () => observers.delete(observer);
}

export function announceChanged(changed: Changed) {
  if (changed.userIds.length + changed.deviceIds.length === 0) return;
  for (const observer of observers) observer(changed);
}

const floods = once("relay floods", () => new Set<(deviceIds: readonly string[]) => void>());

/** Calls `observer` with the devices whose mailbox was emptied because it was full. */
export function onOverflow(observer: (deviceIds: readonly string[]) => void) {
  floods.add(observer);
  return () => floods.delete(observer);
}

/** Tells of them once the change under way has committed. */
export function announceOverflow(deviceIds: readonly string[]) {
  afterCommit(() => {
    for (const observer of floods) observer(deviceIds);
  });
}
