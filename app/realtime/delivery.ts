import { logger } from "~/logger.server";
import { formatCursor } from "~/models/relay/cursor";
import { noteSent, takeMessages } from "~/models/relay/mailbox.server";
import type { RelaySocket } from "./protocol";

const WINDOW = 256;

export type Delivery = ReturnType<typeof deliver>;

/**
 * Sends a device its mailbox in order, at most 256 messages ahead of what it acknowledged: a slow reader costs bounded memory.
 * `wake` when mail has come, `acknowledged` when the device said how far it got.
 */
export function deliver(socket: RelaySocket, from: number) {
  const { deviceId, epoch } = socket.data;
  let sent = from;
  let acked = from;
  let told = -1;
  let wanted = false;
  let running = false;

  async function run() {
    if (running) return;
    running = true;
    try {
      while (wanted && socket.connected) {
        wanted = false;
        await sendWindow();
      }
    } catch (error) {
      // The mail stays where it is; the next wake, or the next connection, tries again.
      logger.error({ err: error, deviceId }, "delivery stopped");
    } finally {
      running = false;
    }
  }

  async function sendWindow() {
    const room = WINDOW - (sent - acked);
    if (room <= 0) return;
    const messages = await takeMessages(deviceId, sent, { take: room });
    for (const { seq, id, type, at, data } of messages) {
      socket.emit("event", { seq, id, type, at: at.toISOString(), data: JSON.parse(data) });
      sent = seq;
    }
    for (const { seq } of messages) noteSent(deviceId, seq, seq);
    if (messages.length > 0) {
      wanted = true;
    } else if (told !== sent) {
      told = sent;
      socket.emit("ready", { after: formatCursor(epoch, sent) });
    }
  }

  function wake() {
    wanted = true;
    void run();
  }

  function acknowledged(seq: number) {
    acked = Math.max(acked, Math.min(seq, sent));
    wake();
  }

  return { wake, acknowledged };
}
