import { db } from "~/db/client.server";
import { NoAnswer, postOutside } from "~/models/outgoing/post.server";
import { composeBodies } from "./composing.server";
import { CLAIM_MS, TIMEOUT_MS } from "./schedule";
import { type Due, settle, type Try } from "./settling.server";
import { signedHeaders } from "./signing.server";

/** The clock, the dice and the way out. Only tests bring their own. */
export type Surroundings = { now: () => Date; random: () => number; post: typeof postOutside };
export const real: Surroundings = { now: () => new Date(), random: Math.random, post: postOutside };

const USER_AGENT = "Atelier-Webhooks";

/**
 * Takes a delivery that is due, so that no other process does; it falls due again by itself when this one is killed. Null when
 * somebody else was faster.
 */
export async function claim(due: Due & { nextAt: Date | null }, { now }: Surroundings): Promise<Due | null> {
  const at = now();
  const firstTriedAt = due.firstTriedAt ?? at;
  const { count } = await db.webhookDelivery.updateMany({
    where: { id: due.id, state: "pending", nextAt: due.nextAt },
    data: { nextAt: new Date(at.getTime() + CLAIM_MS), firstTriedAt },
  });
  return count === 1 ? { ...due, firstTriedAt } : null;
}

/** One try of a claimed delivery, from its signature to the log. A try that `signal` cut short counts as none. */
export async function attempt(due: Due, { now, random, post }: Surroundings, signal: AbortSignal) {
  const tried = await send(due, { now, post }, signal);
  if (signal.aborted) await giveBack(due, now());
  else if (tried) await settle(due, tried, random());
}

async function send(
  { id }: Due,
  { now, post }: Pick<Surroundings, "now" | "post">,
  signal: AbortSignal,
): Promise<Try | null> {
  const delivery = await db.webhookDelivery.findUnique({
    where: { id },
    select: {
      ...{ id: true, messageId: true, type: true, subject: true, at: true, body: true },
      endpoint: { select: { url: true, secret: true, oldSecret: true, oldSecretUntil: true } },
    },
  });
  // Its endpoint was removed meanwhile.
  if (!delivery) return null;
  const at = now();
  const nothing = { at, durationMs: 0, sent: {}, answer: null };
  const body = delivery.body ?? (await composeLate(delivery));
  if (body === null) return { ...nothing, error: "What this tells of is gone for good" };
  const signature = signedHeaders(delivery.endpoint, { messageId: delivery.messageId, body, at });
  if (!signature) return { ...nothing, error: "The secret cannot be read with this DATA_DIR: rotate it" };
  const sent = { "Content-Type": "application/json", "User-Agent": USER_AGENT, ...signature };
  const options = { timeoutMs: TIMEOUT_MS, signal };
  const outcome = await post(delivery.endpoint.url, { headers: sent, body }, options).then(
    (answer) => ({ answer, error: null }),
    (error: unknown) => ({ answer: null, error: wordOf(error) }),
  );
  return { at, durationMs: Math.max(0, now().getTime() - at.getTime()), sent, ...outcome };
}

/** What was replayed and had found no endpoint at its time is composed at its first try, and then stays as it is. */
async function composeLate({
  id,
  messageId,
  ...told
}: {
  id: string;
  messageId: string;
  type: string;
  subject: string;
  at: Date;
}) {
  const event = await db.event.findUnique({ where: { id: messageId }, select: { data: true } });
  const data = (event?.data ?? {}) as Record<string, unknown>;
  const body = (await composeBodies([{ ...told, id: messageId, data }])).get(messageId) ?? null;
  await db.webhookDelivery.updateMany({ where: { id }, data: { body } });
  return body;
}

async function giveBack({ id }: Due, at: Date) {
  await db.webhookDelivery.updateMany({ where: { id, state: "pending" }, data: { nextAt: at } });
}

function wordOf(error: unknown) {
  if (error instanceof NoAnswer) return error.message;
  throw error;
}
