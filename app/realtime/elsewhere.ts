import type { Who } from "./company";

/** A device at another process: gone, in the moments in which it may come back, connected, or connected and hearing signals. */
export type Seat = readonly [userId: string, deviceId: string, state: "gone" | "leaving" | "here" | "air"];
/** What a process says of its devices; `anew` when that is all of them. */
export type Seats = { seats: readonly Seat[]; anew: boolean };

type Process = { heardAt: number; accounts: Map<string, Map<string, Seat[2]>> };

/**
 * The devices that are connected to other processes, by what those say. `changed` hears of each that comes or goes. A process
 * that was not heard of for `patienceMs` is taken for dead, and its devices for gone.
 */
export function keepElsewhere(patienceMs: number, changed: (who: Who) => void) {
  const processes = new Map<string, Process>();

  function set({ accounts }: Process, [userId, deviceId, state]: Seat) {
    const own = accounts.get(userId) ?? new Map<string, Seat[2]>();
    const wasThere = own.has(deviceId);
    if (state === "gone") own.delete(deviceId);
    else own.set(deviceId, state);
    if (own.size > 0) accounts.set(userId, own);
    else accounts.delete(userId);
    if (wasThere !== own.has(deviceId)) changed({ userId, deviceId });
  }

  function forget(name: string) {
    const gone = processes.get(name);
    processes.delete(name);
    for (const [userId, own] of gone?.accounts ?? [])
      for (const deviceId of own.keys()) changed({ userId, deviceId });
  }

  return {
    /** Whether anybody has been heard. */
    isAlone: () => processes.size === 0,
    /** Says whether this process was not known. */
    heard(name: string, now: number) {
      const known = processes.get(name);
      if (known) known.heardAt = now;
      else processes.set(name, { heardAt: now, accounts: new Map() });
      return known === undefined;
    },
    seated(name: string, { seats, anew }: Seats) {
      const process = processes.get(name);
      if (!process) return;
      if (anew) {
        const there = new Set(seats.map(([, deviceId]) => deviceId));
        for (const [userId, own] of [...process.accounts])
          for (const id of [...own.keys()]) if (!there.has(id)) set(process, [userId, id, "gone"]);
      }
      for (const seat of seats) set(process, seat);
    },
    forget,
    forgetSilent(now: number) {
      for (const [name, { heardAt }] of [...processes]) if (heardAt + patienceMs < now) forget(name);
    },
    /** Where it stands at each process at which it is. */
    statesOf: ({ userId, deviceId }: Who) =>
      [...processes.values()].flatMap(({ accounts }) => accounts.get(userId)?.get(deviceId) ?? []),
    /** The devices of an account that hear signals at other processes. */
    airOf(userId: string): ReadonlySet<string> {
      const all = [...processes.values()].flatMap(({ accounts }) => [...(accounts.get(userId) ?? [])]);
      return new Set(all.flatMap(([id, state]) => (state === "air" ? [id] : [])));
    },
  };
}
