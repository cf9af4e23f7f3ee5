import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { requireCallable } from "~/models/outgoing/target.server";
import { seal, unseal } from "~/models/seal.server";

const PURPOSE = "wake-up";

export type WakeUpState = {
  host: string;
  pokedAt: Date | null;
  failingSince: Date | null;
  disabledAt: Date | null;
};

/** How a device of one's own is woken: where, when it was poked last, and whether that works. Null when it has no address. */
export async function wakeUpOf(deviceId: string): Promise<WakeUpState | null> {
  return db.wakeUp.findUnique({
    where: { deviceId },
    select: { host: true, pokedAt: true, failingSince: true, disabledAt: true },
  });
}

/** `field` is what the caller knows the address by. */
type Order = { id: string; userId: string; url: string | null; field?: string };

/**
 * Sets the address that is poked when mail waits and the device is away, with a clean slate, or with null takes it away. What
 * waits already is not poked for. Throws `Failure` not_found for somebody else's device, and invalid for an address
 * that may not be called.
 */
export async function setWakeUp({ id, userId, url, field = "url" }: Order) {
  const target = url === null ? null : callable(url, field);
  await change(async () => {
    const device = await db.device.findFirst({
      where: { id, userId, revokedAt: null },
      select: { id: true, lastSeq: true },
    });
    if (!device) throw new Failure("not_found", "Device not found");
    await db.wakeUp.deleteMany({ where: { deviceId: id } });
    if (target) {
      const address = { url: seal(target.href, PURPOSE), host: target.host };
      await db.wakeUp.create({ data: { deviceId: id, pokedSeq: device.lastSeq, ...address } });
    }
    record({ type: "device.updated", subject: id, actor: userId, data: { wakeUp: target?.host ?? null } });
  });
}

/** The address itself, or null when the database came without its secrets. */
export const openAddress = (sealed: string) => unseal(sealed, PURPOSE);

function callable(url: string, field: string) {
  try {
    return requireCallable(url);
  } catch (error) {
    throw error instanceof Failure ? new Failure(error.code, error.message, field) : error;
  }
}
