import { logger } from "~/logger.server";
import { admitDevice } from "~/models/device/registry.server";
import { onCommitted } from "~/models/outbox/change.server";
import { formatCursor, resume } from "~/models/relay/cursor";
import { acknowledge } from "~/models/relay/mailbox.server";
import { once } from "~/once.server";
import { logSecurity } from "~/security-log.server";
import { type Delivery, deliver } from "./delivery";
import { Ack, Handshake, type RelayNamespace, type RelaySocket } from "./protocol";
import { replying } from "./reply";

const SNAPSHOT_URL = "/api/products";

/** The connections of this process by device: one device may have several while it changes networks. */
const deliveries = once("deliveries", () => new Map<string, Set<Delivery>>());

/** Tells connected devices that mail has come. */
export function wakeDevices(deviceIds: ReadonlySet<string>) {
  for (const id of deviceIds) for (const delivery of deliveries.get(id) ?? []) delivery.wake();
}

/** Durable messages to devices: at least once, in order, deduplicated by id. */
export function openRelay(relay: RelayNamespace) {
  relay.use(admit);
  relay.on("connection", (socket) => {
    const { seq, resync } = resume(socket.data.after, socket.data);
    const delivery = deliver(socket, seq);
    const own = deliveries.get(socket.data.deviceId) ?? new Set();
    deliveries.set(socket.data.deviceId, own.add(delivery));
    void socket.join(socket.data.deviceId);

    socket.on(
      "ack",
      (payload, reply) =>
        void replying(reply, async () => {
          const { seq } = Ack.parse(payload);
          await acknowledge(socket.data.deviceId, seq);
          delivery.acknowledged(seq);
        }),
    );
    socket.onAny((name: string, ...args: unknown[]) => refuseUnknown(name, args.at(-1)));
    socket.on("disconnect", () => {
      own.delete(delivery);
      if (own.size === 0) deliveries.delete(socket.data.deviceId);
    });

    const { epoch } = socket.data;
    if (resync)
      socket.emit("resync", { reason: resync, snapshotUrl: SNAPSHOT_URL, after: formatCursor(epoch, seq) });
    delivery.wake();
  });

  // A revoked device is put out at once, and its client is told not to come back.
  onCommitted((events) => {
    for (const { type, subject } of events) {
      if (type === "device.revoked") relay.in(subject).disconnectSockets(true);
    }
  });
}

async function admit(socket: RelaySocket, next: (error?: Error) => void) {
  try {
    const handshake = Handshake.safeParse(socket.handshake.auth);
    if (!handshake.success) return next(refused(socket, "unauthorized"));
    const { token, after, app, version } = handshake.data;
    const admission = await admitDevice({ token, app, appVersion: version });
    if ("refusal" in admission) return next(refused(socket, admission.refusal));
    const { id, epoch, lastSeq, ackedSeq } = admission.device;
    Object.assign(socket.data, { deviceId: id, epoch, lastSeq, ackedSeq, after });
    next();
  } catch {
    // A passing fault is not a refusal: a refused Java client would never come back by itself.
    socket.conn.close();
  }
}

function refused({ handshake }: RelaySocket, code: string) {
  const address = handshake.address.replace(/^::ffff:/, "");
  logSecurity(logger, { security: "device.refused", who: null, address, detail: { code } });
  return Object.assign(new Error(code), { data: { code } });
}

function refuseUnknown(name: string, reply: unknown) {
  if (name === "ack" || typeof reply !== "function") return;
  reply({
    ok: false,
    code: "unknown_event",
    message: `There is no event ${name.slice(0, 40)}`,
    retryable: false,
  });
}
