import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { requireCallable } from "~/models/outgoing/target.server";
import type { EndpointInput } from "./input";
import { newSecret, sealSecret } from "./signing.server";

type By = { actor: string };
type Target = { id: string; version: number };

const HOUR_MS = 3_600_000;
const MAX_ENDPOINTS = 100;

const told = {
  id: true,
  url: true,
  description: true,
  types: true,
  oldSecretUntil: true,
  disabledAt: true,
  disabledWhy: true,
  failingSince: true,
  lastSuccessAt: true,
  version: true,
  createdAt: true,
} as const;

/** All endpoints, oldest first. */
export async function listEndpoints() {
  return db.webhookEndpoint.findMany({ select: told, orderBy: { id: "asc" }, take: MAX_ENDPOINTS });
}

/** Throws `Failure` not_found. */
export async function getEndpoint(id: string) {
  const endpoint = await db.webhookEndpoint.findUnique({ where: { id }, select: told });
  if (!endpoint) throw missing();
  return endpoint;
}

/** The secret in the answer is its only appearance. Throws `Failure` invalid for an address that nobody may call. */
export async function createEndpoint(input: EndpointInput, { actor }: By) {
  const { href: url, host } = requireCallable(input.url);
  const secret = newSecret();
  const { id } = await change(async () => {
    if ((await db.webhookEndpoint.count()) >= MAX_ENDPOINTS)
      throw new Failure("conflict", `There can be ${MAX_ENDPOINTS} endpoints; remove one first`);
    const data = { ...input, url, host, secret: sealSecret(secret) };
    const endpoint = await db.webhookEndpoint.create({ data, select: { id: true } });
    record({
      type: "webhook_endpoint.created",
      subject: endpoint.id,
      actor,
      data: { url, types: input.types },
    });
    return endpoint;
  });
  return { id, secret };
}

/** What waits for the old address goes to the new one. Throws `Failure` not_found, stale or invalid. */
export async function editEndpoint({ id, version }: Target, input: EndpointInput, { actor }: By) {
  const { href: url, host } = requireCallable(input.url);
  await change(async () => {
    await getEndpoint(id);
    const { count } = await db.webhookEndpoint.updateMany({
      where: { id, version },
      data: { ...input, url, host, version: { increment: 1 } },
    });
    if (count === 0) throw new Failure("stale", "Someone else changed this endpoint meanwhile");
    record({ type: "webhook_endpoint.updated", subject: id, actor, data: { url, types: input.types } });
  });
}

/** A new secret, shown this once. The old one signs beside it for `overlapHours`, and a still older one no more. */
export async function rotateSecret(id: string, { overlapHours }: { overlapHours: number }, { actor }: By) {
  const secret = newSecret();
  await change(async () => {
    const before = await db.webhookEndpoint.findUnique({ where: { id }, select: { secret: true } });
    if (!before) throw missing();
    await db.webhookEndpoint.updateMany({
      where: { id },
      data: {
        secret: sealSecret(secret),
        oldSecret: overlapHours > 0 ? before.secret : null,
        oldSecretUntil: overlapHours > 0 ? new Date(Date.now() + overlapHours * HOUR_MS) : null,
        version: { increment: 1 },
      },
    });
    record({ type: "webhook_endpoint.rotated", subject: id, actor, data: { overlapHours } });
  });
  return { secret };
}

/** Ends it with its secret and its log. */
export async function removeEndpoint(id: string, { actor }: By) {
  await change(async () => {
    const { url } = await getEndpoint(id);
    await db.webhookEndpoint.deleteMany({ where: { id } });
    record({ type: "webhook_endpoint.removed", subject: id, actor, data: { url } });
  });
}

const missing = () => new Failure("not_found", "Endpoint not found");
