import { db } from "~/db/client.server";
import { lastOfLines } from "~/db/last-of-lines.server";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import type { Event } from "~/models/outbox/event";
import { composeBodies } from "./composing.server";
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

async function queue(told: readonly Event[]) {
  const endpoints = await listOpen(told);
  if (endpoints.length === 0) return 0;
  const events = told.filter(({ type }) => endpoints.some((one) => wants(one, type)));
  const at = new Date();
  // Also a lock: until this commits, no try of these endpoints is settled, so nothing waits for what is already over.
  await db.webhookEndpoint.updateMany({
    where: { id: { in: endpoints.map(({ id }) => id) } },
    data: { lastQueuedAt: at },
  });
  const bodies = await composeBodies(events);
  const lines = await linesOf(endpoints, events);
  const rows = [];
  for (const event of events) {
    const { id: messageId, seq, type, subject } = event;
    const body = bodies.get(messageId);
    if (!body) continue;
    for (const { id: endpointId } of endpoints.filter((one) => wants(one, type))) {
      const line = lineOf(endpointId, subject);
      const nextAt = firstTryAt(lines.get(line), at);
      lines.set(line, { firstTriedAt: null });
      rows.push({ endpointId, messageId, seq, type, subject, at: event.at, body, nextAt, createdAt: at });
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

type Waiting = { firstTriedAt: Date | null };
const lineOf = (endpointId: string, subject: string) => `${endpointId} ${subject}`;

/** What waits last for each endpoint of what is told of the same subjects. */
async function linesOf(endpoints: readonly { id: string }[], events: readonly Event[]) {
  const subjects = [...new Set(events.map(({ subject }) => subject))];
  const waiting = await lastOfLines(
    endpoints.map(({ id }) => id),
    subjects,
  );
  return new Map<string, Waiting>(
    waiting.map(({ endpointId, subject, firstTriedAt }) => [lineOf(endpointId, subject), { firstTriedAt }]),
  );
}

/** At once, unless the one before it was not tried yet, or failed less than a minute ago. */
function firstTryAt(before: Waiting | undefined, at: Date): Date | null {
  if (!before) return at;
  if (!before.firstTriedAt) return null;
  return new Date(Math.max(at.getTime(), before.firstTriedAt.getTime() + HOLD_MS));
}
