import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import {
  type AckedUpTo,
  ackedSeqs,
  lastSeqs,
  markAcked,
  markSent,
  type SentRange,
} from "~/db/settle-copies.server";
import { takeCopies } from "~/db/take-copies.server";
import { Failure } from "~/models/failure";
import { change } from "~/models/outbox/change.server";
import { once } from "~/once.server";
import { inGroups } from "./groups";
import { onTheWay, tellOvertaken } from "./on-the-way.server";
import { announceChanged } from "./posted.server";

/** So many copies at most are noted in one go: nobody else is answered meanwhile. */
const MOST_COPIES = 2_000;
const GATHER_MS = 50;

type Window = { take: number; bytes?: number };
type Note = { sent: SentRange } | { acked: AckedUpTo; copies: number };

const weigh = (note: Note) => ("sent" in note ? note.sent[2] - note.sent[1] + 1 : note.copies);

const notes = once("mailbox notes", () =>
  inGroups<Note, undefined>(noteAll, { most: MOST_COPIES, gatherMs: GATHER_MS, weigh }),
);

/** The next messages of a device, in order; `data` is still JSON. */
export async function takeMessages(deviceId: string, after: number, { take, bytes = 1_000_000 }: Window) {
  return takeCopies(deviceId, { after, most: take, bytes, now: new Date() });
}

/** Notes that messages with these numbers, in order, are on their way, soon: what a kill forgets of it is only a state. */
export function noteSent(deviceId: string, seqs: readonly number[]) {
  let first = seqs[0];
  for (const [at, last] of seqs.entries()) {
    if (first === undefined || seqs[at + 1] === last + 1) continue;
    noteRange([deviceId, first, last]);
    first = seqs[at + 1];
  }
}

function noteRange(range: SentRange) {
  onTheWay.add(range);
  const done = () => void onTheWay.delete(range);
  notes.enter({ sent: range }).then(done, done);
}

/** How far these devices have acknowledged, at whichever door. */
export const acknowledged = (deviceIds: readonly string[]) => ackedSeqs(deviceIds);

/**
 * Everything up to `seq` has arrived; on the disk when this returns. Cumulative, and safe to say again. Throws `Failure` invalid
 * for a number never given out. `copies` is about how many that confirms.
 */
export async function acknowledge(deviceId: string, seq: number, copies = 1) {
  await notes.enter({ acked: [deviceId, seq], copies });
}

async function noteAll(items: readonly Note[]): Promise<(undefined | Failure)[]> {
  const sent = items.flatMap((item) => ("sent" in item ? [item.sent] : []));
  const claimed = items.flatMap((item) => ("acked" in item ? [item.acked] : []));
  const furthest = new Map<string, number>();
  const bad = await change(async () => {
    await takeMailboxTurn();
    const given = await lastSeqs(claimed.map(([id]) => id));
    const isBad = ([id, seq]: AckedUpTo) => seq > (given.get(id) ?? -1);
    for (const ack of claimed)
      if (!isBad(ack)) furthest.set(ack[0], Math.max(ack[1], furthest.get(ack[0]) ?? 0));
    const now = new Date();
    // What was confirmed at once is noted once.
    const open = sent.filter(([id, , last]) => last > (furthest.get(id) ?? 0));
    if (open.length > 0) await markSent(open, now);
    if (furthest.size > 0) await markAcked([...furthest], now);
    if (sent.length > 0) await tellOvertaken(sent, now);
    return new Set(claimed.filter(isBad));
  });
  announceChanged({ userIds: [], deviceIds: [...furthest.keys()] });
  return items.map((item) =>
    "acked" in item && bad.has(item.acked)
      ? new Failure("invalid", "This sequence number was never sent", "seq")
      : undefined,
  );
}
