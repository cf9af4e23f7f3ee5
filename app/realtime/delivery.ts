import { logger } from "~/logger.server";
import { formatCursor } from "~/models/relay/cursor";
import { eventOf } from "~/models/relay/event";
import { noteSent, takeMessages } from "~/models/relay/mailbox.server";
import type { PostedMessage } from "~/models/relay/posted.server";
import { cutOff } from "./engine";
import { PROTOCOL, type RelaySocket } from "./protocol";
import { turns } from "./turns";

const WINDOW = 256;
const WINDOW_BYTES = 1_000_000;
/** So many mailboxes are read at a time: the database answers one after the other anyway. */
const inTurn = turns(2);

export type Delivery = ReturnType<typeof deliver>;
/** A message in memory, just committed, and the length of its data. */
export type Fresh = { message: PostedMessage; bytes: number };
type Flight = { seq: number; bytes: number };

/**
 * Sends a device its mailbox in order, at most 256 messages and a megabyte ahead of what it acknowledged: a slow reader costs
 * bounded memory. `wake` when there may be mail, `offer` for mail that was just written, `acknowledged` when the device said how
 * far it got.
 */
export function deliver(socket: RelaySocket, from: number) {
  const { deviceId, epoch } = socket.data;
  let sent = from;
  let acked = from;
  /** The newest number that is known to be given out. */
  let newest = socket.data.lastSeq;
  /** Up to here the device has everything; -1 while that is not known. */
  let complete = -1;
  let flight: Flight[] = [];
  let wanted = false;
  let running = false;
  /** The next part is read when no more than so many are unconfirmed: a query for each confirmation would read them one by one. */
  let fewEnough = 0;

  async function run() {
    running = true;
    try {
      while (wanted && socket.connected) {
        wanted = false;
        await inTurn(sendWindow);
      }
    } catch (error) {
      // The mail stays where it is; the next wake, or the next connection, tries again.
      logger.error({ err: error, deviceId }, "delivery stopped");
    } finally {
      running = false;
    }
  }

  async function sendWindow() {
    complete = -1;
    fewEnough = flight.length >> 1;
    const window = room();
    if (!window) return;
    const known = newest;
    const messages = await takeMessages(deviceId, sent, window);
    if (!socket.connected) return;
    for (const { seq, data, ...message } of messages) {
      socket.emit("event", eventOf(message, JSON.parse(data), { epoch, seq }));
      left(seq, data.length);
    }
    noteSent(
      deviceId,
      messages.map(({ seq }) => seq),
    );
    fewEnough = flight.length >> 1;
    if (messages.length > 0 && sent < known) wanted = true;
    if (!wanted) {
      complete = Math.max(sent, known);
      socket.emit("ready", { after: formatCursor(epoch, sent), protocol: PROTOCOL });
    }
  }

  /** How much more may be on its way, if anything. */
  function room() {
    const take = WINDOW - flight.length;
    const bytes = flight.reduce((rest, one) => rest - one.bytes, WINDOW_BYTES);
    return take > 0 && bytes > 0 ? { take, bytes } : null;
  }

  function left(seq: number, bytes: number) {
    sent = seq;
    flight.push({ seq, bytes });
  }

  function wake() {
    wanted = true;
    if (!running) void run();
  }

  /** The short way from the sender's commit: for a device that has everything else. */
  function offer(seq: number, { message, bytes }: Fresh) {
    newest = Math.max(newest, seq);
    if (running || seq !== complete + 1 || !room() || !socket.connected) {
      if (seq > complete) wake();
      return;
    }
    complete = seq;
    socket.emit("event", eventOf(message, message.data, { epoch, seq }));
    left(seq, bytes);
    noteSent(deviceId, [seq]);
  }

  /** Whether this says more than what was acknowledged before. */
  function advances(seq: number) {
    return seq > acked && seq <= sent;
  }

  /** Answers how many messages that confirms. */
  function acknowledged(seq: number) {
    acked = seq;
    return arrived(seq);
  }

  /** Up to here all has come to the device, here or elsewhere: what it got elsewhere need not be sent. */
  function arrived(seq: number) {
    const before = flight.length;
    sent = Math.max(sent, seq);
    flight = flight.filter((one) => one.seq > seq);
    if (complete < 0 && flight.length <= fewEnough) wake();
    return before - flight.length;
  }

  /** Whether it sends nothing more before something is acknowledged. */
  const isFull = () => room() === null;
  return { epoch, wake, offer, advances, acknowledged, arrived, isFull, end: () => cutOff(socket.conn) };
}
