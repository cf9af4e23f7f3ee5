import path from "node:path";
import { openControlDoor } from "~/control/door.server";
import { db } from "~/db/client.server";
import { openDatabase } from "~/db/open.server";
import { env } from "~/env.server";
import { closeExporter } from "~/exporter/exporter.server";
import { followSecurity } from "~/express/security-events";
import { greet } from "~/greeting.server";
import { logger } from "~/logger.server";
import { openRequestLog } from "~/models/api-key/request-log.server";
import { watchEndings } from "~/models/device/endings.server";
import { openSeen } from "~/models/device/seen.server";
import { joinFleet } from "~/models/fleet/fleet.server";
import { pictureDisposal } from "~/models/image/disposal.server";
import { startImports } from "~/models/import/runner.server";
import { openLimits } from "~/models/limit/limits.server";
import { notifications } from "~/models/notification/consumer.server";
import { startDispatcher } from "~/models/outbox/dispatcher.server";
import { relayConsumer } from "~/models/relay/consumer.server";
import { followTimeline } from "~/models/relay/timeline.server";
import { loadSampleShop } from "~/models/sample/loading.server";
import { startPoking } from "~/models/wake-up/poking.server";
import { webhookConsumer } from "~/models/webhook/consumer.server";
import { startSending } from "~/models/webhook/sending.server";
import { isConnected } from "~/realtime/presence";

/** Opens the shop before the doors: lock, schema, outbox. `close` undoes it in reverse. */
export async function openHouse({ root }: { root: string }) {
  const unlock = await openDatabase(root);
  const fleet = await joinFleet({
    onError: (error) => logger.error({ err: error }, "other processes were not heard"),
  });
  if (env.SAMPLE_DATA === "on") await loadSampleShop(path.join(root, "prisma/sample"));
  const timeline = await followTimeline((error) => logger.error({ err: error }, "messages were not counted"));
  const sender = startSending((error) => logger.error({ err: error }, "webhooks failed"));
  const consumers = [notifications, relayConsumer, pictureDisposal, webhookConsumer(sender.wake)];
  const dispatcher = startDispatcher(consumers, (error, consumer) =>
    logger.error({ err: error, consumer }, "consumer failed"),
  );
  const limits = await openLimits((error) => logger.error({ err: error }, "limits were not kept"));
  const requestLog = openRequestLog((error) => logger.error({ err: error }, "requests were not noted"));
  const seen = openSeen((error) => logger.error({ err: error }, "devices seen were not noted"));
  const endings = watchEndings((error) => logger.error({ err: error }, "ended devices were not looked for"));
  const poking = startPoking((error) => logger.error({ err: error }, "a device was not woken"), {
    isConnected,
  });
  const endSecurityLog = followSecurity();
  const imports = await startImports((error) => logger.error({ err: error }, "an import failed"));
  const controlDoor = await openControlDoor();
  return {
    greet,
    async close() {
      await controlDoor.close();
      await imports.stop();
      await dispatcher.stop();
      await sender.stop();
      await poking.stop();
      endings.stop();
      await limits.close();
      await requestLog.close();
      await seen.close();
      await timeline.close();
      endSecurityLog();
      await fleet.close();
      await closeExporter();
      await db.$disconnect();
      unlock();
    },
  };
}
