import { db } from "~/db/client.server";
import { isWellFormedToken, newPrefixedToken, tokenPrefix } from "~/models/api-key/format.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { hashToken } from "~/models/token.server";

const MAX_DEVICES = 50;

export type LiveDevice = {
  id: string;
  userId: string;
  epoch: string;
  lastSeq: number;
  ackedSeq: number;
  prunedSeq: number;
};
export type Admission = { device: LiveDevice } | { refusal: "unauthorized" | "revoked" };

/** A device of one's own. The token in the answer is its only appearance. Throws `Failure` conflict past 50 devices. */
export async function createDevice({ userId, name, model }: { userId: string; name: string; model: string }) {
  const token = newPrefixedToken("dev");
  const { id } = await change(async () => {
    const live = await db.device.count({ where: { userId, revokedAt: null } });
    if (live >= MAX_DEVICES)
      throw new Failure("conflict", `Revoke a device first: an account has at most ${MAX_DEVICES}`);
    const device = await db.device.create({
      data: { userId, name, model, tokenHash: hashToken(token), prefix: tokenPrefix(token) },
      select: { id: true },
    });
    record({ type: "device.created", subject: device.id, actor: userId, data: { name } });
    return device;
  });
  return { id, token };
}

/** One's own devices with what waits for them, newest first. */
export async function listDevices(userId: string) {
  return db.device.findMany({
    where: { userId, revokedAt: null },
    select: {
      id: true,
      name: true,
      model: true,
      app: true,
      appVersion: true,
      prefix: true,
      createdAt: true,
      lastSeenAt: true,
      _count: { select: { messages: { where: { endedAt: null } } } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MAX_DEVICES,
  });
}

/** Ends a device of one's own; its open connections end within seconds. Somebody else's looks missing. */
export async function revokeDevice({ id, userId }: { id: string; userId: string }) {
  await change(async () => {
    const { count } = await db.device.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: new Date(), version: { increment: 1 } },
    });
    if (count === 0) throw new Failure("not_found", "Device not found");
    record({ type: "device.revoked", subject: id, actor: userId });
  });
}

type Arrival = { token: string; app: string; appVersion: string };

/** Lets a device in by its token, or says why not. Notes when it was seen and with which version of the app. */
export async function admitDevice({ token, app, appVersion }: Arrival): Promise<Admission> {
  const row = await db.device.findUnique({
    where: { tokenHash: hashToken(isWellFormedToken("dev", token) ? token : "") },
    select: {
      id: true,
      userId: true,
      epoch: true,
      lastSeq: true,
      ackedSeq: true,
      prunedSeq: true,
      revokedAt: true,
    },
  });
  if (!row) return { refusal: "unauthorized" };
  const { revokedAt, ...device } = row;
  if (revokedAt) return { refusal: "revoked" };
  await db.device.updateMany({ where: { id: device.id }, data: { lastSeenAt: new Date(), app, appVersion } });
  return { device };
}
