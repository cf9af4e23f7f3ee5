import type { z } from "zod";
import { change } from "~/models/outbox/change.server";
import { setWakeUp, wakeUpOf } from "~/models/wake-up/address.server";
import type { OwnDevicePatch } from "./input";
import { changeDevice, getDevice } from "./registry.server";

type Own = { id: string; userId: string };

/** What a device may know of itself. Throws `Failure` not_found when it was revoked meanwhile. */
export async function readOwnDevice({ id, userId }: Own) {
  const { prefix: _, transport: __, ...device } = await getDevice({ id, userId });
  return { ...device, wakeUp: await wakeUpOf(id) };
}

/** How a device changes itself: all of it or nothing. Throws `Failure` invalid for an address that may not be called. */
export async function changeOwnDevice(
  { id, userId }: Own,
  { wakeUpUrl, ...rest }: z.output<typeof OwnDevicePatch>,
) {
  await change(async () => {
    if (Object.keys(rest).length > 0) await changeDevice({ id, userId, ...rest });
    if (wakeUpUrl !== undefined) await setWakeUp({ id, userId, url: wakeUpUrl, field: "wakeUpUrl" });
  });
}
