import { randomUUID } from "node:crypto";
import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { TEST_TYPE } from "./types";

/** Sends an event that means nothing, whatever the endpoint chose to hear. Throws `Failure` not_found, or conflict when it is off. */
export async function sendTest(endpointId: string, { actor }: { actor: string }) {
  return change(async () => {
    const endpoint = await db.webhookEndpoint.findUnique({
      where: { id: endpointId },
      select: { disabledAt: true },
    });
    if (!endpoint) throw new Failure("not_found", "Endpoint not found");
    if (endpoint.disabledAt) throw new Failure("conflict", "This endpoint is off: turn it on first");
    const at = new Date();
    const messageId = randomUUID();
    const data = { endpoint: endpointId, note: "This is a test: nothing has happened." };
    const body = JSON.stringify({ type: TEST_TYPE, timestamp: at.toISOString(), data });
    const delivery = await db.webhookDelivery.create({
      data: {
        endpointId,
        messageId,
        subject: messageId,
        seq: 0,
        type: TEST_TYPE,
        at,
        body,
        nextAt: at,
        createdAt: at,
      },
      select: { id: true },
    });
    record({ type: "webhook_endpoint.tested", subject: endpointId, actor });
    return delivery;
  });
}
