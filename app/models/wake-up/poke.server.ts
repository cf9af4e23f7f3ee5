import { db } from "~/db/client.server";
import type { Sleeper } from "~/db/find-sleepers.server";
import { notify } from "~/models/notification/notify.server";
import { change } from "~/models/outbox/change.server";
import { NoAnswer, type postOutside, type Received } from "~/models/outgoing/post.server";
import { retryAfterMs } from "~/models/webhook/schedule";
import { openAddress } from "./address.server";
import { CLAIM_MS, GIVE_UP_MS, pauseAfter, TIMEOUT_MS } from "./schedule";

/** The clock, the way out, and who is connected anyway. */
export type Surroundings = {
  now: () => Date;
  post: typeof postOutside;
  isConnected: (device: { userId: string; deviceId: string }) => boolean;
};

/** What an address answers that is there no more. */
const GONE = [404, 410];

/** Takes a device's turn, so that no other process pokes it too. Says whether it got it. */
export async function claim({ deviceId, tries }: Sleeper, now: Date) {
  const { count } = await db.wakeUp.updateMany({
    where: { deviceId, tries, disabledAt: null, OR: [{ dueAt: null }, { dueAt: { lte: now } }] },
    data: { dueAt: new Date(now.getTime() + CLAIM_MS) },
  });
  return count === 1;
}

/** Says “fetch n” and nothing of what waits, then notes what came of it. A poke that `signal` cut short counts as none. */
export async function poke(sleeper: Sleeper, { now, post }: Surroundings, signal: AbortSignal) {
  const url = openAddress(sleeper.url);
  const headers = {
    "Content-Type": "text/plain",
    TTL: "86400",
    Urgency: "high",
    "User-Agent": "Atelier-Wake-Up",
  };
  const sent = { headers, body: `fetch ${sleeper.waiting}` };
  const answer =
    url === null ? null : await post(url, sent, { timeoutMs: TIMEOUT_MS, signal }).catch(asNoAnswer);
  const { deviceId } = sleeper;
  if (signal.aborted) await db.wakeUp.updateMany({ where: { deviceId }, data: { dueAt: null } });
  else if (answer && answer.status >= 200 && answer.status < 300) await settle(sleeper, now());
  else await fail(sleeper, answer, now());
}

async function settle({ deviceId, lastSeq }: Sleeper, at: Date) {
  const fresh = { tries: 0, dueAt: null, failingSince: null };
  await db.wakeUp.updateMany({ where: { deviceId }, data: { pokedSeq: lastSeq, pokedAt: at, ...fresh } });
}

async function fail({ deviceId, tries }: Sleeper, answer: Received | null, at: Date) {
  const known = await db.wakeUp.findUnique({ where: { deviceId }, select: { failingSince: true } });
  const failingSince = known?.failingSince ?? at;
  if (answer && GONE.includes(answer.status))
    return giveUp(deviceId, at, "It answered that nobody is there any more.");
  if (at.getTime() - failingSince.getTime() >= GIVE_UP_MS)
    return giveUp(deviceId, at, "It has failed for a day without one success.");
  const pause = pauseAfter(tries + 1, retryAfterMs(answer?.headers["retry-after"], at));
  const dueAt = new Date(at.getTime() + pause);
  await db.wakeUp.updateMany({ where: { deviceId }, data: { tries: tries + 1, failingSince, dueAt } });
}

async function giveUp(deviceId: string, at: Date, body: string) {
  await change(async () => {
    const { count } = await db.wakeUp.updateMany({
      where: { deviceId, disabledAt: null },
      data: { disabledAt: at, dueAt: null },
    });
    const device = await db.device.findUnique({
      where: { id: deviceId },
      select: { userId: true, name: true },
    });
    if (count === 0 || !device) return;
    const { userId, name } = device;
    const title = `${name} is not woken any more`;
    await notify({ userId }, { kind: "device", title, body, link: `/account/devices/${deviceId}` });
  });
}

function asNoAnswer(error: unknown) {
  if (error instanceof NoAnswer) return null;
  throw error;
}
