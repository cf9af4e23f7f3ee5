import type { DefaultEventsMap, Namespace, Socket } from "socket.io";
import { logger } from "~/logger.server";
import { admitDevice, type LiveDevice } from "~/models/device/admission.server";
import { noteSeen } from "~/models/device/seen.server";
import { isClosing } from "~/models/site/closing.server";
import { logSecurity } from "~/security-log.server";
import { cutOff } from "./engine";
import { Handshake } from "./protocol";

/** What a namespace knows of a connection it has let in. The token is not among it. */
export type Admitted = LiveDevice & { deviceId: string; after: string };
export type DeviceSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>;
export type DeviceNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Admitted>;

const UNREADABLE = "unreadable";
const forgotten = Object.freeze({ auth: {} });

/** Lets a device into a namespace by its token, or refuses it for good: the same for both namespaces. */
export async function admit(socket: DeviceSocket, next: (error?: Error) => void) {
  const { auth, address } = socket.handshake;
  const said = Handshake.safeParse(withSomeCursor(auth));
  // It holds the token, and a connection may stay for days.
  Object.assign(socket, { handshake: forgotten });
  try {
    if (isClosing()) return cutOff(socket.conn);
    if (!said.success) return next(refused(address, "unauthorized"));
    const { token, after, app, version } = said.data;
    const admission = await admitDevice({ token, app, appVersion: version });
    if ("refusal" in admission) return next(refused(address, admission.refusal));
    const { device } = admission;
    noteSeen(device.id, { app, appVersion: version || null, transport: socket.conn.transport.name });
    Object.assign(socket.data, { ...device, deviceId: device.id, after });
    next();
  } catch (error) {
    // A passing fault is not a refusal: a refused Java client would never come back by itself.
    logger.error({ err: error }, "a device could not be let in");
    cutOff(socket.conn);
  }
}

/** A cursor that no shop has told is no reason to turn its device away: it is told to resync. */
function withSomeCursor(auth: Record<string, unknown>) {
  const { success } = Handshake.shape.after.safeParse(auth.after);
  return success ? auth : { ...auth, after: UNREADABLE };
}

function refused(peer: string, code: string) {
  const address = peer.replace(/^::ffff:/, "");
  logSecurity(logger, { security: "device.refused", who: null, address, detail: { code } });
  return Object.assign(new Error(code), { data: { code } });
}
