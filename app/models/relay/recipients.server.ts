import { type AccountDevice, devicesOf, sentToOwnerAt } from "~/db/account-devices.server";
import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";

const OWNER_A_DAY = 200;
const DAY_MS = 86_400_000;

export type Sender = { userId: string; deviceId: string | null };
/** Whose inbox a message is in, and the devices it goes to: not those that have muted its type. */
export type Recipients = { userId: string; devices: readonly AccountDevice[] };

type Envelope = { to: string; type: string };

/** Who is there for these senders: the devices of their own accounts, and of the owner's when one of them asks for it. */
export async function openDirectory(asked: readonly { sender: Sender; to: string }[]) {
  const owner = asked.some(({ to }) => to === "owner") ? await findOwner() : null;
  const accounts = new Set(asked.map(({ sender }) => sender.userId));
  if (owner) accounts.add(owner);
  const devices = await devicesOf([...accounts]);

  /** Throws `Failure` not_found for a device that is not the sender's own, conflict while nobody runs the shop, limited. */
  return async function recipientsOf(
    { userId, deviceId }: Sender,
    { to, type }: Envelope,
  ): Promise<Recipients> {
    const listeners = devices.filter(({ mutedTypes }) => !mutedTypes.includes(type));
    const others = (account: string) =>
      listeners.filter((device) => device.userId === account && device.id !== deviceId);
    if (to === "all") return { userId, devices: others(userId) };
    if (to === "owner") {
      if (!owner) throw new Failure("conflict", "Nobody runs this shop yet: send it again later");
      if (owner !== userId) await requirePatience(userId);
      return { userId: owner, devices: others(owner) };
    }
    const device = devices.find(({ id, userId: account }) => id === to && account === userId);
    if (!device) throw new Failure("not_found", "You have no such device", "to");
    return { userId, devices: listeners.filter(({ id }) => id === to) };
  };
}

async function requirePatience(userId: string) {
  const at = await sentToOwnerAt(userId, OWNER_A_DAY);
  const waitMs = at ? at.getTime() + DAY_MS - Date.now() : 0;
  if (waitMs <= 0) return;
  const headers = { "Retry-After": String(Math.ceil(waitMs / 1_000)) };
  const message = `You have sent the owner ${OWNER_A_DAY} messages within a day: go on when the first is a day old`;
  throw new Failure("limited", message, undefined, { headers });
}

/** Who runs the shop and so gets what is sent to `owner`: of several the first. */
async function findOwner() {
  const owner = await db.user.findFirst({
    where: { role: "owner" },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return owner?.id ?? null;
}
