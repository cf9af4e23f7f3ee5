import path from "node:path";
import { openControlDoor } from "~/control/door.server";
import { openDatabase } from "~/db/open.server";
import { env } from "~/env.server";
import { greet } from "~/greeting.server";
import { logger } from "~/logger.server";
import { pictureDisposal } from "~/models/image/disposal.server";
import { notifications } from "~/models/notification/consumer.server";
import { startDispatcher } from "~/models/outbox/dispatcher.server";
import { relayConsumer } from "~/models/relay/consumer.server";
import { loadSampleShop } from "~/models/sample/loading.server";
import { wakeDevices } from "~/realtime/relay";

/** Opens the shop before the doors: lock, schema, outbox. `close` undoes it in reverse. */
export async function openHouse({ root }: { root: string }) {
  const unlock = await openDatabase(root);
  if (env.SAMPLE_DATA === "on") await loadSampleShop(path.join(root, "prisma/sample"));
  const consumers = [notifications, relayConsumer(wakeDevices), pictureDisposal];
  const dispatcher = startDispatcher(consumers, (error, consumer) =>
    logger.error({ err: error, consumer }, "consumer failed"),
  );
  const controlDoor = await openControlDoor();
  return {
    greet,
    async close() {
      await controlDoor.close();
      await dispatcher.stop();
      unlock();
    },
  };
}
