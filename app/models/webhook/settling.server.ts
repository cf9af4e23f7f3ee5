import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { change } from "~/models/outbox/change.server";
import type { Received } from "~/models/outgoing/post.server";
import { disableEndpoint } from "./ability.server";
import { GIVE_UP_MS, HOLD_MS, nextTry, retryAfterMs } from "./schedule";

/** A delivery whose turn it is. */
export type Due = {
  id: string;
  endpointId: string;
  messageId: string;
  seq: number;
  subject: string;
  tries: number;
  firstTriedAt: Date | null;
};

/** What came of a try: an answer of any kind, or a word why there is none. */
export type Try = {
  at: Date;
  durationMs: number;
  sent: Record<string, string>;
  answer: Received | null;
  error: string | null;
};

const GONE = 410;
const isSuccess = ({ answer }: Try) => answer !== null && answer.status >= 200 && answer.status < 300;

/** Writes a try into the log and decides what follows: nothing more, another try, or the end of the endpoint. */
export async function settle(due: Due, tried: Try, random: number) {
  await change(async () => {
    // First of all, because it is also the lock between this and what is queued for the endpoint at the same moment.
    const { count } = await db.webhookEndpoint.updateMany({
      where: { id: due.endpointId },
      data: isSuccess(tried) ? { lastSuccessAt: tried.at, failingSince: null } : { lastFailureAt: tried.at },
    });
    if (count === 0) return;
    await keep(due, tried);
    if (isSuccess(tried)) await finish(due, "delivered", tried.at);
    else await fail(due, tried, random);
  });
}

async function keep({ id: deliveryId }: Due, { at, durationMs, sent, answer, error }: Try) {
  await db.webhookAttempt.create({
    data: {
      ...{ deliveryId, at, durationMs, sent, error },
      ...(answer && { status: answer.status, headers: answer.headers, answer: answer.body }),
    } satisfies Prisma.WebhookAttemptUncheckedCreateInput,
  });
}

async function fail(due: Due, tried: Try, random: number) {
  const { at, answer } = tried;
  const tries = due.tries + 1;
  const next = nextTry({ tries, at, retryAfterMs: retryAfterMs(answer?.headers["retry-after"], at), random });
  if (!next || answer?.status === GONE) await finish(due, "failed", at);
  else {
    await db.webhookDelivery.updateMany({
      where: { id: due.id, state: "pending" },
      data: { tries, nextAt: next },
    });
    if (tries === 1) await letNextTry(due, new Date((due.firstTriedAt ?? at).getTime() + HOLD_MS));
  }
  if (answer?.status === GONE) await giveUp(due, "gone", at);
  else if (await hasFailedTooLong(due, at)) await giveUp(due, "failing", at);
}

async function finish(due: Due, state: "delivered" | "failed", at: Date) {
  await db.webhookDelivery.updateMany({
    where: { id: due.id, state: "pending" },
    data: { state, tries: due.tries + 1, nextAt: null, settledAt: at },
  });
  await letNextTry(due, at);
}

/** What waits behind it, if that was never tried, has its turn at `at`; what waits behind that goes on waiting. */
async function letNextTry({ endpointId, subject, seq }: Due, at: Date) {
  const next = await db.webhookDelivery.findFirst({
    where: { endpointId, subject, seq: { gt: seq }, state: "pending" },
    select: { id: true, firstTriedAt: true },
    orderBy: { seq: "asc" },
  });
  if (next && !next.firstTriedAt)
    await db.webhookDelivery.updateMany({ where: { id: next.id }, data: { nextAt: at } });
}

async function hasFailedTooLong({ endpointId }: Due, at: Date) {
  await db.webhookEndpoint.updateMany({
    where: { id: endpointId, failingSince: null },
    data: { failingSince: at },
  });
  const { failingSince } = await db.webhookEndpoint.findUniqueOrThrow({
    where: { id: endpointId },
    select: { failingSince: true },
  });
  return failingSince !== null && at.getTime() - failingSince.getTime() >= GIVE_UP_MS;
}

async function giveUp({ endpointId }: Due, why: "gone" | "failing", at: Date) {
  await disableEndpoint(endpointId, why, { actor: null, at });
}
