import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { eventsBetween } from "~/models/outbox/range.server";
import { type OutgoingType, outgoingTypeNames, wants } from "./types";

const MAX_REPLAYED = 10_000;
const BATCH = 500;

type By = { actor: string };
/** What happened from `from` until before `to`; of the types that the endpoint wants those in `types`, or all of them. */
export type ReplayRange = { from: Date; to: Date; types: readonly OutgoingType[] };
type Found = Awaited<ReturnType<typeof find>>;

/** How much a replay would send, and how much of it was sent before. Throws `Failure` not_found, or invalid for too much. */
export async function countReplay(endpointId: string, range: ReplayRange) {
  const { fresh, again } = await find(endpointId, range);
  return { total: fresh.length + again.length, again: again.length };
}

/**
 * Sends what happened in a range of time again, under the ids it had, and what no delivery was made of at the time as well. What
 * is on its way already is left alone. Returns how many. Throws `Failure` not_found, invalid, or conflict while the endpoint is off.
 */
export async function replay(endpointId: string, range: ReplayRange, { actor }: By): Promise<number> {
  return change(async () => {
    await requireOn(endpointId);
    const { fresh, again } = await find(endpointId, range);
    const at = new Date();
    const rows = [...fresh, ...again].sort((a, b) => a.seq - b.seq);
    const leading = new Set(new Map(rows.toReversed().map((row) => [row.subject, row.messageId])).values());
    const nextAt = ({ messageId }: { messageId: string }) => (leading.has(messageId) ? at : null);
    for (const batch of batchesOf(fresh)) {
      await db.webhookDelivery.createMany({
        data: batch.map((row) => ({ ...row, endpointId, createdAt: at, nextAt: nextAt(row) })),
      });
    }
    for (const first of [true, false]) {
      const rows = again.filter(({ messageId }) => leading.has(messageId) === first);
      for (const batch of batchesOf(rows)) await restart(batch, first ? at : null);
    }
    const data = { from: range.from.toISOString(), to: range.to.toISOString(), deliveries: rows.length };
    record({ type: "webhook_endpoint.replayed", subject: endpointId, actor, data });
    return rows.length;
  });
}

/** Sends one delivery again, with all its tries before it. Throws `Failure` not_found, or conflict while the endpoint is off. */
export async function redeliver({ id, endpointId }: { id: string; endpointId: string }, { actor }: By) {
  await change(async () => {
    await requireOn(endpointId);
    const { count } = await db.webhookDelivery.updateMany({
      where: { id, endpointId },
      data: { state: "pending", tries: 0, nextAt: new Date(), settledAt: null },
    });
    if (count === 0) throw new Failure("not_found", "Delivery not found");
    record({ type: "webhook_endpoint.replayed", subject: endpointId, actor, data: { deliveries: 1 } });
  });
}

async function find(endpointId: string, { from, to, types }: ReplayRange) {
  const endpoint = await db.webhookEndpoint.findUnique({
    where: { id: endpointId },
    select: { types: true },
  });
  if (!endpoint) throw missing();
  const wanted = outgoingTypeNames.filter(
    (type) => wants(endpoint, type) && (types.length === 0 || types.includes(type)),
  );
  const events = await eventsBetween({ from, to, types: wanted, take: MAX_REPLAYED + 1 });
  if (events.length > MAX_REPLAYED)
    throw new Failure("invalid", `This is more than ${MAX_REPLAYED} events: choose a shorter time`, "from");
  const known = await db.webhookDelivery.findMany({
    where: { endpointId, at: { gte: from, lt: to }, type: { in: wanted } },
    select: { id: true, messageId: true, seq: true, subject: true, state: true },
    take: MAX_REPLAYED * 2,
  });
  const ids = new Set(known.map(({ messageId }) => messageId));
  return {
    fresh: events
      .filter(({ id }) => !ids.has(id))
      .map(({ id: messageId, ...event }) => ({ ...event, messageId })),
    again: known.filter(({ state }) => state !== "pending"),
  };
}

async function restart(batch: Found["again"], nextAt: Date | null) {
  await db.webhookDelivery.updateMany({
    where: { id: { in: batch.map(({ id }) => id) } },
    data: { state: "pending", tries: 0, nextAt, firstTriedAt: null, settledAt: null },
  });
}

/** Also the lock between this and a try that is settled at the same moment. */
async function requireOn(id: string) {
  const { count } = await db.webhookEndpoint.updateMany({
    where: { id, disabledAt: null },
    data: { lastQueuedAt: new Date() },
  });
  if (count === 1) return;
  if (!(await db.webhookEndpoint.findUnique({ where: { id }, select: { id: true } }))) throw missing();
  throw new Failure("conflict", "This endpoint is off: turn it on first");
}

function batchesOf<T>(rows: readonly T[]) {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, at) =>
    rows.slice(at * BATCH, (at + 1) * BATCH),
  );
}

const missing = () => new Failure("not_found", "Endpoint not found");
