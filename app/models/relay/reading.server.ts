import { type EndedCopy, markRead } from "~/db/end-copies.server";
import { afterCommit, change } from "~/models/outbox/change.server";
import { noteOnTheWay } from "./mailbox.server";
import { announceChanged } from "./posted.server";
import { post } from "./posting.server";

type Reader = { userId: string; deviceId: string | null };

/** Somebody has read messages, here and so everywhere: their other devices that have them are told. Not one's own are ignored. */
export async function readMessages({ userId, deviceId }: Reader, ids: readonly string[]) {
  return change(async () => {
    const now = new Date();
    await noteOnTheWay();
    const copies = await markRead(userId, ids, now);
    await tell("message.read", copies, now, deviceId);
    const deviceIds = copies.map((copy) => copy.deviceId);
    afterCommit(() => announceChanged({ userIds: [userId], deviceIds }));
    return { read: new Set(copies.map(({ messageId }) => messageId)).size };
  });
}

/** Tells the devices that messages went out to, each of its own messages, though not the one that said so. */
async function tell(type: string, copies: readonly EndedCopy[], at: Date, except: string | null) {
  const byDevice = new Map<string, string[]>();
  for (const { deviceId, messageId, sent } of copies)
    if (sent && deviceId !== except) byDevice.set(deviceId, [...(byDevice.get(deviceId) ?? []), messageId]);
  const byIds = new Map<string, string[]>();
  for (const [deviceId, ids] of byDevice) {
    const told = ids.sort().join(" ");
    byIds.set(told, [...(byIds.get(told) ?? []), deviceId]);
  }
  for (const [told, deviceIds] of byIds)
    await post({ type, data: { ids: told.split(" ") }, at }, { deviceIds });
}
