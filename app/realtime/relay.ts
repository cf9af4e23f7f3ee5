import { Failure } from "~/models/failure";
import { getSent } from "~/models/relay/copies.server";
import { formatCursor, resume, SNAPSHOT_URL } from "~/models/relay/cursor";
import { acknowledge } from "~/models/relay/mailbox.server";
import { readMessages } from "~/models/relay/reading.server";
import { sendMessage } from "~/models/relay/send.server";
import { withdrawMessage } from "~/models/relay/withdrawal.server";
import { requireOpen } from "~/models/site/state.server";
import { close, followMailboxes, open } from "./deliveries";
import { type Delivery, deliver } from "./delivery";
import { cutOff } from "./engine";
import { pace } from "./pace";
import { judgePayload } from "./payload";
import { Ack, Read, type RelayNamespace, type RelaySocket, Send, State, Withdraw } from "./protocol";
import { refusal } from "./refusals";
import { replying } from "./reply";

type Handler = (socket: RelaySocket, payload: unknown) => Promise<object | undefined>;

/** Durable messages to devices: at least once, in order, deduplicated by id. */
export function openRelay(relay: RelayNamespace) {
  relay.on("connection", (socket) => {
    const { deviceId, epoch, after } = socket.data;
    const { seq, resync } = resume(after, socket.data);
    const delivery = deliver(socket, seq);
    open(deviceId, delivery);
    socket.onAny((name: unknown, ...args: unknown[]) => heard(socket, delivery, name, args));
    socket.on("disconnect", () => close(deviceId, delivery));
    if (resync)
      socket.emit("resync", { reason: resync, snapshotUrl: SNAPSHOT_URL, after: formatCursor(epoch, seq) });
    delivery.wake();
  });
  followMailboxes();
}

/** Whatever comes in: a name may be a number, a payload anything, and the acknowledgement missing. */
function heard(socket: RelaySocket, delivery: Delivery, name: unknown, args: unknown[]) {
  const reply = args.at(-1);
  const answer = typeof reply === "function" ? reply : () => {};
  const [payload] = args;
  const ack = name === "ack" ? Ack.safeParse(payload) : undefined;
  // What confirms a delivery costs nothing: a device that gets much has much to confirm.
  if (ack?.success && delivery.advances(ack.data.seq)) {
    const copies = delivery.acknowledged(ack.data.seq);
    return void replying(answer, () => confirm(socket, payload, copies));
  }
  const { allowed, cut, retryAfterSeconds } = pace(socket);
  if (cut) return cutOff(socket.conn);
  if (!allowed)
    return answer(refusal("rate_limited", "Send at most 120 messages a minute", retryAfterSeconds));
  const handle = typeof name === "string" ? handlers.get(name) : undefined;
  if (!handle) return answer(refusal("unknown_event", `There is no event ${String(name).slice(0, 40)}`));
  void replying(answer, async () => {
    requireFit(payload);
    return handle(socket, payload);
  });
}

function requireFit(payload: unknown) {
  const judged = judgePayload(payload);
  if (judged === "too_large") throw new Failure("too_large", "A message is at most 64 kB");
  if (judged === "invalid") throw new Failure("invalid", "Send plain JSON, at most 32 levels deep");
}

async function confirm({ data: { deviceId } }: RelaySocket, payload: unknown, copies?: number) {
  await acknowledge(deviceId, Ack.parse(payload).seq, copies);
  return undefined;
}

const handlers = new Map<string, Handler>([
  ["ack", confirm],
  [
    "message:send",
    async ({ data: { userId, deviceId } }, payload) => {
      const input = Send.parse(payload);
      await requireOpen();
      return sendMessage({ userId, deviceId }, input);
    },
  ],
  [
    "message:read",
    async ({ data: { userId, deviceId } }, payload) =>
      readMessages({ userId, deviceId }, Read.parse(payload).ids),
  ],
  [
    "message:withdraw",
    async ({ data: { userId } }, payload) => {
      await withdrawMessage({ userId }, Withdraw.parse(payload).id);
      return undefined;
    },
  ],
  [
    "message:state",
    async ({ data: { userId } }, payload) => {
      const { copies } = await getSent(userId, State.parse(payload).id);
      return { copies: copies.map(({ messageId: _, seq: __, ...copy }) => copy) };
    },
  ],
]);
