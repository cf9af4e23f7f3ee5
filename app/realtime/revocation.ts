import { onDeviceEnded } from "~/models/device/endings.server";
import { once } from "~/once.server";
import type { DeviceSocket } from "./admission";
import { cutOff } from "./engine";

const REMEMBERED_MS = 60_000;

/** Devices that were revoked or expired a moment ago: one of them may be on its way in. */
const revoked = once("devices revoked", () => new Set<string>());

/**
 * Puts a device that ended out of both namespaces at once, and tells its client not to come back. One whose app is too old is
 * only cut off: it comes back, and hears that it has to upgrade.
 */
export function endRevoked(socketsOf: (deviceIds: ReadonlySet<string>) => Iterable<DeviceSocket>) {
  onDeviceEnded((ended) => {
    for (const [id, why] of ended) if (why !== "outdated") remember(id);
    for (const socket of [...socketsOf(new Set(ended.keys()))]) {
      if (ended.get(socket.data.deviceId) === "outdated") cutOff(socket.conn);
      else socket.disconnect(true);
    }
  });
}

/** Ends a connection whose device was revoked while it was being let in. */
export function endIfRevoked(socket: DeviceSocket) {
  // A moment later, when everybody has begun to listen to it.
  if (revoked.has(socket.data.deviceId)) setImmediate(() => socket.disconnect(true));
}

function remember(id: string) {
  revoked.add(id);
  setTimeout(() => revoked.delete(id), REMEMBERED_MS).unref();
}
