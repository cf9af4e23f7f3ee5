/** Who a connection belongs to. */
export type Who = { userId: string; deviceId: string };
export type Whereabouts = Who & { online: boolean };

type Here<S> = { sockets: S[]; leaving: NodeJS.Timeout | null };

/**
 * The devices that are connected to this process, by account, each with all its connections. `changed` hears when a device
 * comes, and when it has been gone for `graceMs`: one that comes back sooner was never away.
 */
export function keepCompany<S>(graceMs: number, changed: (whereabouts: Whereabouts) => void) {
  const accounts = new Map<string, Map<string, Here<S>>>();

  function gone({ userId, deviceId }: Who) {
    const own = accounts.get(userId);
    own?.delete(deviceId);
    if (own?.size === 0) accounts.delete(userId);
    changed({ userId, deviceId, online: false });
  }

  return {
    arrive({ userId, deviceId }: Who, socket: S) {
      const own = accounts.get(userId) ?? new Map<string, Here<S>>();
      accounts.set(userId, own);
      const here = own.get(deviceId);
      if (!here) {
        own.set(deviceId, { sockets: [socket], leaving: null });
        return changed({ userId, deviceId, online: true });
      }
      if (here.leaving) clearTimeout(here.leaving);
      here.leaving = null;
      here.sockets.push(socket);
    },
    leave({ userId, deviceId }: Who, socket: S) {
      const here = accounts.get(userId)?.get(deviceId);
      if (!here) return;
      here.sockets = here.sockets.filter((other) => other !== socket);
      if (here.sockets.length > 0 || here.leaving) return;
      here.leaving = setTimeout(() => gone({ userId, deviceId }), graceMs).unref();
    },
    /** The devices of an account with their connections; one that may still come back has none. */
    devicesOf: (userId: string): ReadonlyMap<string, { readonly sockets: readonly S[] }> =>
      accounts.get(userId) ?? new Map<string, Here<S>>(),
    /** Every device that is here. */
    *everybody(): Generator<Who> {
      for (const [userId, own] of accounts) for (const deviceId of own.keys()) yield { userId, deviceId };
    },
    /** Every connection of these devices. */
    *socketsOf(deviceIds: ReadonlySet<string>) {
      for (const own of accounts.values())
        for (const [id, { sockets }] of own) if (deviceIds.has(id)) yield* sockets;
    },
  };
}
