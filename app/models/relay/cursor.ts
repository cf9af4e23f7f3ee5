/** Where a device is in its mailbox, opaque to it: the mailbox's epoch and the last sequence seen. */
export const formatCursor = (epoch: string, seq: number) => `${epoch}.${seq}`;

/** What there is to load after a resync. */
export const SNAPSHOT_URL = "/api/products";

/** How an epoch is named that began because the mailbox was full. */
export const OVERFLOWED = "overflow-";

export type ResyncReason = "unreadable" | "other_epoch" | "overflow" | "future" | "too_old";
export type Mailbox = { epoch: string; lastSeq: number; ackedSeq: number; prunedSeq: number };

/**
 * Where delivery goes on. Without a cursor, and after a resync, that is behind the last acknowledged message: nothing that
 * waits is skipped, and the device drops what it knows by id.
 */
export function resume(after: string, mailbox: Mailbox): { seq: number; resync?: ResyncReason } {
  if (after === "") return { seq: mailbox.ackedSeq };
  const [, epoch, digits] = /^([\w-]{1,64})\.(\d{1,10})$/.exec(after) ?? [];
  if (epoch === undefined) return { seq: mailbox.ackedSeq, resync: "unreadable" };
  if (epoch !== mailbox.epoch) {
    const overflowed = mailbox.epoch.startsWith(OVERFLOWED);
    return { seq: mailbox.ackedSeq, resync: overflowed ? "overflow" : "other_epoch" };
  }
  const seq = Number(digits);
  if (seq > mailbox.lastSeq) return { seq: mailbox.ackedSeq, resync: "future" };
  if (seq < mailbox.prunedSeq) return { seq: mailbox.ackedSeq, resync: "too_old" };
  return { seq };
}
