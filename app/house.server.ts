import { openControlDoor } from "~/control/door.server";
import { lockDataDir } from "~/db/lock.server";
import { migrate } from "~/db/migrate.server";
import { env } from "~/env.server";
import { logger } from "~/logger.server";
import { pictureDisposal } from "~/models/image/disposal.server";
import { notifications } from "~/models/notification/consumer.server";
import { startDispatcher } from "~/models/outbox/dispatcher.server";
import { relayConsumer } from "~/models/relay/consumer.server";
import { wakeDevices } from "~/realtime/relay";

/** Opens the shop before the doors: lock, schema, outbox. `close` undoes it in reverse. */
export async function openHouse({ migrations }: { migrations: string }) {
  const unlock = await lockDataDir(env.DATA_DIR);
  await migrate(migrations);
  const consumers = [notifications, relayConsumer(wakeDevices), pictureDisposal];
  const dispatcher = startDispatcher(consumers, (error, consumer) =>
    logger.error({ err: error, consumer }, "consumer failed"),
  );
  const controlDoor = await openControlDoor();
  return {
    async close() {
      await controlDoor.close();
      await dispatcher.stop();
      unlock();
    },
  };
}
