import { countWaiting } from "~/db/account-devices.server";
import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { newPrefixedToken, tokenPrefix } from "~/models/api-key/format.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { hashToken } from "~/models/token.server";
import { stillAt } from "~/models/version";

const MAX_DEVICES = 50;
const DAY_MS = 86_400_000;

type NewDevice = {
  userId: string;
  name: string;
  model: string;
  app?: string;
  appVersion?: string;
  /** After how many days it has to be paired again; 0 for never. */
  livesDays?: number;
};

/** A device of one's own. The token in the answer is its only appearance. Throws `Failure` conflict past 50 devices. */
export async function createDevice({ livesDays = 0, ...device }: NewDevice) {
  const { userId, name } = device;
  const token = newPrefixedToken("dev");
  const expiresAt = endOf(livesDays);
  const { id } = await change(async () => {
    const live = await db.device.count({ where: { userId, revokedAt: null } });
    if (live >= MAX_DEVICES)
      throw new Failure("conflict", `Revoke a device first: an account has at most ${MAX_DEVICES}`);
    const made = { tokenHash: hashToken(token), prefix: tokenPrefix(token), expiresAt };
    const row = await db.device.create({ data: { ...device, ...made }, select: { id: true } });
    record({ type: "device.created", subject: row.id, actor: userId, data: { name } });
    return row;
  });
  return { id, token, expiresAt };
}

const shown = {
  ...{ id: true, name: true, model: true, app: true, appVersion: true, prefix: true, transport: true },
  ...{ version: true, createdAt: true, lastSeenAt: true, expiresAt: true },
} satisfies Prisma.DeviceSelect;

/** One's own devices, newest first. */
export async function listDevices(userId: string) {
  const devices = await db.device.findMany({
    where: { userId, revokedAt: null },
    select: shown,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MAX_DEVICES,
  });
  const waiting = await countWaiting(devices.map(({ id }) => id));
  return devices.map((device) => ({ ...device, waiting: waiting.get(device.id) ?? 0 }));
}

/** One of one's own devices. Throws `Failure` not_found for a revoked one and for somebody else's. */
export async function getDevice({ id, userId }: { id: string; userId: string }) {
  const device = await db.device.findFirst({
    where: { id, userId, revokedAt: null },
    select: { ...shown, mutedTypes: true },
  });
  if (!device) throw notFound();
  const waiting = (await countWaiting([id])).get(id) ?? 0;
  return { ...device, mutedTypes: device.mutedTypes as string[], waiting };
}

type Change = {
  id: string;
  userId: string;
  version?: number;
  name?: string;
  mutedTypes?: string[];
  livesDays?: number;
};

/**
 * Renames it, mutes types, or sets anew how long it may stay, counted from now. What is undefined stays. With `version` only
 * that version. Throws `Failure` stale or not_found.
 */
export async function changeDevice({ id, userId, version, name, mutedTypes, livesDays }: Change) {
  await change(async () => {
    const { count } = await db.device.updateMany({
      where: { id, userId, revokedAt: null, ...stillAt(version) },
      data: {
        ...{ name, mutedTypes },
        ...(livesDays !== undefined && { expiresAt: endOf(livesDays) }),
        version: { increment: 1 },
      },
    });
    if (count === 0) await whyNot({ id, userId });
    record({ type: "device.updated", subject: id, actor: userId, data: { name, mutedTypes } });
  });
}

/** Ends a device of one's own; its open connections end within seconds. Somebody else's looks missing. */
export async function revokeDevice({ id, userId }: { id: string; userId: string }) {
  await change(async () => {
    if ((await revoke({ id, userId })) === 0) throw notFound();
  });
}

/** Ends all devices of an account. */
export async function revokeDevices(userId: string) {
  await change(() => revoke({ userId }));
}

async function revoke(own: { id?: string; userId: string }) {
  const revoked = await db.device.updateManyAndReturn({
    where: { ...own, revokedAt: null },
    data: { revokedAt: new Date(), version: { increment: 1 } },
    select: { id: true },
  });
  for (const { id } of revoked) record({ type: "device.revoked", subject: id, actor: own.userId });
  return revoked.length;
}

async function whyNot(own: { id: string; userId: string }) {
  const known = await db.device.findFirst({ where: { ...own, revokedAt: null }, select: { id: true } });
  throw known ? new Failure("stale", "This device was changed somewhere else meanwhile") : notFound();
}

const endOf = (days: number) => (days === 0 ? null : new Date(Date.now() + days * DAY_MS));
const notFound = () => new Failure("not_found", "Device not found");
