import { db } from "~/db/client.server";
import { isWellFormedToken } from "~/models/api-key/format.server";
import { Failure } from "~/models/failure";
import { appVersions } from "~/models/site/app-versions.server";
import { hashToken } from "~/models/token.server";
import { isOlder } from "./app-version";

export type LiveDevice = {
  id: string;
  userId: string;
  epoch: string;
  lastSeq: number;
  ackedSeq: number;
  prunedSeq: number;
};
export type Refusal = "unauthorized" | "revoked" | "expired" | "upgrade_required";
export type Admission = { device: LiveDevice } | { refusal: Refusal };

/** `app` and `appVersion` as it says them now; what it leaves out is as it was said last. */
type Arrival = { token: string; app?: string; appVersion?: string };

/** Lets a device in by its token, or says why not. Writes nothing. */
export async function admitDevice({ token, app, appVersion }: Arrival): Promise<Admission> {
  const row = await db.device.findUnique({
    where: { tokenHash: hashToken(isWellFormedToken("dev", token) ? token : "") },
    select: {
      ...{ id: true, userId: true, epoch: true, lastSeq: true, ackedSeq: true, prunedSeq: true },
      ...{ app: true, appVersion: true, revokedAt: true, expiresAt: true },
    },
  });
  if (!row) return { refusal: "unauthorized" };
  const { revokedAt, expiresAt, app: known, appVersion: last, ...device } = row;
  if (revokedAt) return { refusal: "revoked" };
  if (expiresAt && expiresAt <= new Date()) return { refusal: "expired" };
  if (await isTooOld(app || known, appVersion || last)) return { refusal: "upgrade_required" };
  return { device };
}

/** What an app hears that is older than the owner lets in. */
export const upgradeRequired = () =>
  new Failure("forbidden", "Update the app: the owner of the shop asks for a newer version", undefined, {
    reason: "upgrade_required",
  });

/** Whether this version of an app is older than the owner lets in. */
export async function isTooOld(app: string, version: string) {
  const { relay, air } = await appVersions();
  return isOlder(version, app === "air" ? air : relay);
}

const DEVICES_AT_ONCE = 1_000;

/** The devices whose app, as it was last said, is older than the owner lets in; a thousand rows at a time. */
export async function* outdatedDevices() {
  let last = "";
  for (;;) {
    const rows = await db.device.findMany({
      where: { revokedAt: null, id: { gt: last } },
      select: { id: true, app: true, appVersion: true },
      orderBy: { id: "asc" },
      take: DEVICES_AT_ONCE,
    });
    const old: string[] = [];
    for (const { id, app, appVersion } of rows) if (await isTooOld(app, appVersion)) old.push(id);
    yield old;
    last = rows.at(-1)?.id ?? "";
    if (rows.length < DEVICES_AT_ONCE) return;
  }
}
