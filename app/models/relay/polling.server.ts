import type { LiveDevice } from "~/models/device/admission.server";
import { formatCursor, type ResyncReason, resume } from "./cursor";
import { eventOf, type RelayEvent } from "./event";
import { noteSent, takeMessages } from "./mailbox.server";
import { listenForMail } from "./waiting.server";

const HEARTBEAT_MS = 15_000;
const STREAMED = { take: 64, bytes: 256_000 };

type Asked = { after: string; wait: number; limit: number };
export type Polled = {
  events: RelayEvent[];
  after: string;
  more: boolean;
  resync?: ResyncReason;
};

/** What waits for a device behind its cursor; when that is nothing, the first that comes within `wait` seconds. */
export async function pollMailbox(device: LiveDevice, { after, wait, limit }: Asked, signal: AbortSignal) {
  const { seq, resync } = resume(after, device);
  const end = performance.now() + wait * 1_000;
  const mail = listenForMail(device.id, signal);
  try {
    for (;;) {
      const events = await take(device, seq, { take: limit });
      const left = end - performance.now();
      if (events.length > 0 || resync || left <= 0) return await polled(device, seq, { events, resync });
      if ((await mail.wait(left)) === "over") return await polled(device, seq, { events, resync });
    }
  } finally {
    mail.stop();
  }
}

/** Large messages fill an answer before it holds as many as were asked for, so whether there are more is looked up. */
async function polled(
  { id, epoch }: LiveDevice,
  seq: number,
  { events, resync }: { events: RelayEvent[]; resync?: ResyncReason },
): Promise<Polled> {
  const last = events.at(-1);
  const more = last !== undefined && (await takeMessages(id, last.seq, { take: 1 })).length > 0;
  return { events, after: last?.after ?? formatCursor(epoch, seq), more, ...(resync && { resync }) };
}

export type Streamed =
  | { name: "event"; event: RelayEvent }
  | { name: "ready" | "resync"; after: string; reason?: ResyncReason }
  | { name: "heartbeat" };

/** The mailbox for as long as the device listens, no faster than it takes it in. */
export async function* streamMailbox(
  device: LiveDevice,
  after: string,
  signal: AbortSignal,
): AsyncGenerator<Streamed> {
  const { epoch } = device;
  let { seq, resync } = resume(after, device);
  if (resync) yield { name: "resync", after: formatCursor(epoch, seq), reason: resync };
  const mail = listenForMail(device.id, signal);
  let told = -1;
  try {
    for (;;) {
      const events = await take(device, seq, STREAMED);
      for (const event of events) {
        yield { name: "event", event };
        seq = event.seq;
      }
      if (events.length > 0) continue;
      if (told !== seq) yield { name: "ready", after: formatCursor(epoch, seq) };
      told = seq;
      const call = await mail.wait(HEARTBEAT_MS);
      if (call === "over") return;
      if (call === "quiet") yield { name: "heartbeat" };
    }
  } finally {
    mail.stop();
  }
}

async function take({ id, epoch }: LiveDevice, after: number, window: { take: number; bytes?: number }) {
  const messages = await takeMessages(id, after, window);
  noteSent(
    id,
    messages.map(({ seq }) => seq),
  );
  return messages.map(({ seq, data, ...message }) => eventOf(message, JSON.parse(data), { epoch, seq }));
}
