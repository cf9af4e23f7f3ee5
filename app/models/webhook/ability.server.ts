import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { notify } from "~/models/notification/notify.server";
import { change, record } from "~/models/outbox/change.server";

export type DisabledWhy = "owner" | "gone" | "failing";

const words: Record<Exclude<DisabledWhy, "owner">, string> = {
  gone: "It answered 410 Gone, which means: call here no more.",
  failing: "It has failed for five days without one success.",
};

/**
 * Calls it no more. What was still waiting for it is stopped, and can be replayed. The owners are told unless one of them did
 * it. Joins the change under way; does nothing to an endpoint that is off already.
 */
export async function disableEndpoint(
  id: string,
  why: DisabledWhy,
  { actor, at }: { actor: string | null; at: Date },
) {
  await change(async () => {
    const { count } = await db.webhookEndpoint.updateMany({
      where: { id, disabledAt: null },
      data: { disabledAt: at, disabledWhy: why, version: { increment: 1 } },
    });
    if (count === 0) return;
    await db.webhookDelivery.updateMany({
      where: { endpointId: id, state: "pending" },
      data: { state: "stopped", nextAt: null, settledAt: at },
    });
    const { url } = await db.webhookEndpoint.findUniqueOrThrow({ where: { id }, select: { url: true } });
    record({ type: "webhook_endpoint.disabled", subject: id, actor, data: { url, why } });
    if (why === "owner") return;
    const title = `The webhook to ${new URL(url).host} was turned off`;
    await notify(
      { role: "owner" },
      { kind: "webhook", title, body: words[why], link: `/admin/webhooks/${id}` },
    );
  });
}

/** Calls it again from the next event on, with a clean slate. Throws `Failure` not_found or conflict. */
export async function enableEndpoint(id: string, { actor }: { actor: string }) {
  await change(async () => {
    const endpoint = await db.webhookEndpoint.findUnique({
      where: { id },
      select: { url: true, disabledAt: true },
    });
    if (!endpoint) throw new Failure("not_found", "Endpoint not found");
    if (!endpoint.disabledAt) throw new Failure("conflict", "This endpoint is on already");
    await db.webhookEndpoint.updateMany({
      where: { id },
      data: { disabledAt: null, disabledWhy: null, failingSince: null, version: { increment: 1 } },
    });
    record({ type: "webhook_endpoint.enabled", subject: id, actor, data: { url: endpoint.url } });
  });
}
