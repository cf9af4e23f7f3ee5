import { db } from "~/db/client.server";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import type { Event } from "~/models/outbox/event";
import { composeBody } from "./composing.server";
import { HOLD_MS } from "./schedule";
import { isOutgoing, wants } from "./types";

/** Writes a delivery for each endpoint that wants to hear of an event, its body composed at that moment, and then calls `wake`. */
export function webhookConsumer(wake: () => void): Consumer {
  return {
    name: "webhooks",
    async handle(events) {
      const told = events.filter(({ type }) => isOutgoing(type));
      if (told.length === 0) return undefined;
      const queued = await queue(told);
      return queued > 0 ? wake : undefined;
    },
  };
}

async function queue(events: readonly Event[]) {
  const endpoints = await listOpen(events);
  if (endpoints.length === 0) return 0;
  const at = new Date();
  // Also a lock: until this commits, no try of these endpoints is settled, so nothing waits for what is already over.
  await db.webhookEndpoint.updateMany({
    where: { id: { in: endpoints.map(({ id }) => id) } },
    data: { lastQueuedAt: at },
  });
  const bodies = new Map<string, string | null>();
  const newest = new Set<string>();
  const rows = [];
  for (const event of events) {
    const { id: messageId, seq, type, subject } = event;
    for (const endpoint of endpoints.filter((one) => wants(one, type))) {
      if (!bodies.has(messageId)) bodies.set(messageId, await composeBody(event));
      const body = bodies.get(messageId);
      if (!body) continue;
      const line = `${endpoint.id} ${subject}`;
      const nextAt = newest.has(line) ? null : await firstTryAt({ endpointId: endpoint.id, subject, at });
      newest.add(line);
      rows.push({
        endpointId: endpoint.id,
        messageId,
        seq,
        type,
        subject,
        at: event.at,
        body,
        nextAt,
        createdAt: at,
      });
    }
  }
  await db.webhookDelivery.createMany({ data: rows });
  return rows.length;
}

async function listOpen(events: readonly Event[]) {
  const open = await db.webhookEndpoint.findMany({
    where: { disabledAt: null },
    select: { id: true, types: true },
    orderBy: { id: "asc" },
    take: 100,
  });
  return open.filter((endpoint) => events.some(({ type }) => wants(endpoint, type)));
}

type Line = { endpointId: string; subject: string; at: Date };

/** At once, unless the one before it was not tried yet, or failed less than a minute ago. */
async function firstTryAt({ endpointId, subject, at }: Line): Promise<Date | null> {
  const before = await db.webhookDelivery.findFirst({
    where: { endpointId, subject, state: "pending" },
    select: { firstTriedAt: true },
    orderBy: { seq: "desc" },
  });
  if (!before) return at;
  if (!before.firstTriedAt) return null;
  return new Date(Math.max(at.getTime(), before.firstTriedAt.getTime() + HOLD_MS));
}
