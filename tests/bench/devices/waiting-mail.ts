import { db } from "~/db/client.server";
import { lockDataDir } from "~/db/lock.server";
import { env } from "~/env.server";
import { sendToGroup } from "~/models/relay/sending.server";
import type { Member } from "../../realtime/crowd-of-devices";

/** Sends each of these devices so many messages while no server runs. */
export async function letMailWait(members: readonly Member[], messages: number) {
  const unlock = await lockDataDir(env.DATA_DIR);
  const deviceIds = members.map(({ deviceId }) => deviceId);
  const actor = members[0]?.userId ?? "";
  for (let number = 1; number <= messages; number++) {
    const data = { text: `Message ${number}, of a length that people write to each other` };
    await sendToGroup({ actor }, { deviceIds }, { type: "note", data, priority: "normal" });
  }
  await db.$disconnect();
  await unlock();
}
