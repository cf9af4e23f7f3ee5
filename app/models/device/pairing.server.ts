import { timingSafeEqual } from "node:crypto";
import { db } from "~/db/client.server";
import { newId } from "~/db/new-id";
import { Failure } from "~/models/failure";
import { change } from "~/models/outbox/change.server";
import { isTooOld, upgradeRequired } from "./admission.server";
import { codeOf, hashCode, selectorOf, spelled } from "./code.server";
import type { PairInput } from "./input";
import { createDevice } from "./registry.server";

const LIVES_SECONDS = 300;
const MAX_TRIES = 5;

export type Pairing =
  | { state: "waiting"; code: string; expiresAt: Date; secondsLeft: number }
  | { state: "paired"; device: { id: string; name: string } }
  | { state: "over" };

/** A code that lets one app in as a device of this account, for five minutes. The account's code before it is worth nothing. */
export async function startPairing({ userId, livesDays }: { userId: string; livesDays: number }) {
  const id = newId();
  const code = codeOf(id);
  const expiresAt = new Date(Date.now() + LIVES_SECONDS * 1_000);
  await change(async () => {
    await db.pairing.deleteMany({ where: { userId } });
    const found = { selector: selectorOf(code), codeHash: hashCode(code) };
    await db.pairing.create({ data: { id, userId, livesDays, expiresAt, ...found } });
  });
}

/** What became of the code that this account asked for last; null when it asked for none lately. */
export async function currentPairing(userId: string): Promise<Pairing | null> {
  const row = await db.pairing.findFirst({
    where: { userId },
    select: {
      ...{ id: true, expiresAt: true, tries: true, usedAt: true },
      device: { select: { id: true, name: true, revokedAt: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!row) return null;
  const { id, expiresAt, tries, usedAt, device } = row;
  if (device?.revokedAt) return null;
  if (device) return { state: "paired", device: { id: device.id, name: device.name } };
  const secondsLeft = Math.ceil((expiresAt.getTime() - Date.now()) / 1_000);
  if (usedAt || secondsLeft <= 0 || tries >= MAX_TRIES) return { state: "over" };
  return { state: "waiting", code: spelled(codeOf(id)), expiresAt, secondsLeft };
}

/**
 * Makes the app that knows the code a device of whoever asked for it. The token in the answer is its only appearance. Throws
 * `Failure` invalid in the same words for a code that is wrong, over, used or was guessed at too often, conflict when the
 * account has too many devices, and forbidden for an app that is too old.
 */
export async function pairDevice({ code, version, ...told }: PairInput) {
  if (await isTooOld(told.app, version)) throw upgradeRequired();
  const pairing = await findPairing(code);
  if (!pairing) throw wrong();
  const { id, userId, livesDays } = pairing;
  return change(async () => {
    const { count } = await db.pairing.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date() },
    });
    if (count === 0) throw wrong();
    const device = await createDevice({ userId, ...told, appVersion: version, livesDays });
    await db.pairing.updateMany({ where: { id }, data: { deviceId: device.id } });
    const { name, app } = told;
    return { id: device.id, token: device.token, name, app, expiresAt: device.expiresAt };
  });
}

/** Looking costs a try before anything is compared, so that many at once have no more than one after the other. */
async function findPairing(code: string) {
  const live = { selector: selectorOf(code), usedAt: null, expiresAt: { gt: new Date() } };
  const hash = Buffer.from(hashCode(code));
  const tried = await db.pairing.updateManyAndReturn({
    where: { ...live, tries: { lt: MAX_TRIES } },
    data: { tries: { increment: 1 } },
    select: { id: true, userId: true, livesDays: true, codeHash: true },
  });
  return tried.find(({ codeHash }) => timingSafeEqual(Buffer.from(codeHash), hash));
}

const wrong = () =>
  new Failure(
    "invalid",
    "This code does not work, or is older than five minutes. Ask the shop for a new one.",
    "code",
  );
