import { formatCursor, resume } from "~/models/relay/cursor";
import { acknowledge } from "~/models/relay/mailbox.server";
import { onPosted } from "~/models/relay/posted.server";
import { once } from "~/once.server";
import { type Delivery, deliver } from "./delivery";
import { Ack, type RelayNamespace } from "./protocol";
import { replying } from "./reply";

const SNAPSHOT_URL = "/api/products";

/** The connections of this process by device: one device may have several while it changes networks. */
const deliveries = once("deliveries", () => new Map<string, Set<Delivery>>());

/** Durable messages to devices: at least once, in order, deduplicated by id. */
export function openRelay(relay: RelayNamespace) {
  relay.on("connection", (socket) => {
    const { seq, resync } = resume(socket.data.after, socket.data);
    const delivery = deliver(socket, seq);
    const own = deliveries.get(socket.data.deviceId) ?? new Set();
    deliveries.set(socket.data.deviceId, own.add(delivery));

    socket.on(
      "ack",
      (payload, reply) =>
        void replying(reply, async () => {
          const { seq } = Ack.parse(payload);
          await acknowledge(socket.data.deviceId, seq);
          delivery.acknowledged(seq);
        }),
    );
    socket.onAny((name: unknown, ...args: unknown[]) => refuseUnknown(name, args.at(-1)));
    socket.on("disconnect", () => {
      own.delete(delivery);
      if (own.size === 0) deliveries.delete(socket.data.deviceId);
    });

    const { epoch } = socket.data;
    if (resync)
      socket.emit("resync", { reason: resync, snapshotUrl: SNAPSHOT_URL, after: formatCursor(epoch, seq) });
    delivery.wake();
  });

  onPosted((posted) => {
    const reached = new Set(posted.flatMap(({ copies }) => copies.map(({ deviceId }) => deviceId)));
    for (const id of reached) for (const delivery of deliveries.get(id) ?? []) delivery.wake();
  });
}

function refuseUnknown(name: unknown, reply: unknown) {
  if (name === "ack" || typeof reply !== "function") return;
  reply({
    ok: false,
    code: "unknown_event",
    message: `There is no event ${String(name).slice(0, 40)}`,
    retryable: false,
  });
}
