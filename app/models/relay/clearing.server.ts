import { post } from "./posting.server";

/** A message on a device that it went out to. */
type There = { messageId: string; deviceId: string };

/** Tells devices that messages they have were read elsewhere, each of its own. Inside a change. */
export async function tellRead(copies: readonly There[], at: Date) {
  const byDevice = groupsOf(copies.map(({ deviceId, messageId }) => [deviceId, messageId]));
  const byIds = groupsOf([...byDevice].map(([deviceId, ids]) => [ids.sort().join(" "), deviceId]));
  for (const [told, deviceIds] of byIds)
    await post({ type: "message.read", data: { ids: told.split(" ") }, at }, { deviceIds });
}

/** Tells devices that messages they have were taken back. Inside a change. */
export async function tellWithdrawn(copies: readonly There[], at: Date) {
  const byMessage = groupsOf(copies.map(({ messageId, deviceId }) => [messageId, deviceId]));
  for (const [id, deviceIds] of byMessage)
    await post({ type: "message.withdrawn", data: { id }, at }, { deviceIds });
}

function groupsOf(pairs: readonly (readonly [group: string, member: string])[]) {
  const groups = new Map<string, string[]>();
  for (const [group, member] of pairs) groups.set(group, [...(groups.get(group) ?? []), member]);
  return groups;
}
