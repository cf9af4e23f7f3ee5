import type { Member } from "../../realtime/crowd-of-devices";
import { dial, type Wire } from "../../realtime/wire";

const DIALLED_AT_ONCE = 100;
const PATIENCE_MS = 180_000;

export type Namespace = "/air" | "/relay";
/** A device that is in. `hear` gets every text that comes for it. */
export type Guest = Member & { wire: Wire; hear: (text: string) => void };

/** Milliseconds of the machine's monotonic clock, which all processes share. */
export const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

type Arriving = Member & { hear: (text: string) => void };

/** Brings devices in, so many at a time, trying again as apps do. */
export async function comeIn(
  origin: string,
  namespaces: readonly Namespace[],
  arriving: readonly Arriving[],
  atOnce = DIALLED_AT_ONCE,
): Promise<Guest[]> {
  const waiting = [...arriving].reverse();
  const guests: Guest[] = [];
  const bring = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      guests.push(await enter(origin, namespaces, next));
  };
  await Promise.all(Array.from({ length: atOnce }, bring));
  return guests;
}

async function enter(origin: string, namespaces: readonly Namespace[], arriving: Arriving) {
  for (let tries = 1; ; tries++) {
    let joined = 0;
    const onText = (text: string) => {
      if (text.startsWith("40/")) joined += 1;
      else arriving.hear(text);
    };
    try {
      const wire = await dial(origin, { onText });
      const guest = Object.assign(arriving, { wire });
      for (const name of namespaces) wire.send(`40${name},${JSON.stringify({ token: guest.token })}`);
      await until(() => joined === namespaces.length || wire.socket.destroyed);
      if (!wire.socket.destroyed) return guest;
    } catch (error) {
      if (tries === 100) throw error;
    }
    await pause(50);
  }
}

export async function until(holds: () => boolean) {
  const end = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > end) throw new Error("waited for too long");
    await pause(5);
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
