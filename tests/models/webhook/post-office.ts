import { db } from "~/db/client.server";
import { postOutside } from "~/models/outgoing/post.server";
import type { Surroundings } from "~/models/webhook/attempt.server";
import { CLAIM_MS } from "~/models/webhook/schedule";
import { startSending } from "~/models/webhook/sending.server";
import { dispatch } from "../../factories/webhooks";

const PATIENCE_MS = 10_000;

/** The sender with a clock that stands still until it is moved, and dice that always fall in the middle. */
export function postOffice({
  post = home,
  start = new Date("2030-01-01T00:00:00Z"),
}: {
  post?: Surroundings["post"];
  start?: Date;
} = {}) {
  let clock = start.getTime();
  let under = 0;
  const errors: unknown[] = [];
  const sent: {
    at: number;
    url: string;
    id: string;
    headers: Readonly<Record<string, string>>;
    body: string;
  }[] = [];
  const surroundings: Surroundings = {
    now: () => new Date(clock),
    random: () => 0.5,
    post: async (url, message, options) => {
      under++;
      sent.push({ at: clock - start.getTime(), url, id: message.headers["webhook-id"] ?? "", ...message });
      return post(url, message, options).finally(() => under--);
    },
  };
  const sender = startSending((error) => errors.push(error), surroundings);

  /** Until nothing is due and nothing under way. */
  async function quiet() {
    const limit = Date.now() + PATIENCE_MS;
    for (let still = 0; still < 3; ) {
      if (Date.now() > limit) throw new Error("the sender does not come to rest");
      await new Promise((resolve) => setTimeout(resolve, 10));
      // Between its claim and its post a try is neither due nor under way.
      const claimed = { nextAt: new Date(clock + CLAIM_MS) };
      const due = await db.webhookDelivery.count({
        where: {
          state: "pending",
          endpoint: { disabledAt: null },
          OR: [{ nextAt: { lte: new Date(clock) } }, claimed],
        },
      });
      const attempts = await db.webhookAttempt.count();
      still = due === 0 && under === 0 && attempts >= sent.length ? still + 1 : 0;
    }
    if (errors.length > 0) throw errors[0];
  }

  return {
    sent,
    now: () => new Date(clock),
    /** What happened in the shop goes out. What it queued is due now, by this clock. */
    async deliver() {
      await dispatch();
      await db.webhookDelivery.updateMany({
        where: { state: "pending", firstTriedAt: null, nextAt: { not: null }, tries: 0 },
        data: { nextAt: new Date(clock) },
      });
      sender.wake();
      await quiet();
    },
    /** Later: what falls due on the way is sent at its very moment. */
    async pass(ms: number) {
      const end = clock + ms;
      for (;;) {
        const next = await db.webhookDelivery.findFirst({
          where: { state: "pending", nextAt: { gt: new Date(clock), lte: new Date(end) } },
          orderBy: { nextAt: "asc" },
        });
        clock = next?.nextAt?.getTime() ?? end;
        sender.wake();
        await quiet();
        if (!next) return;
      }
    },
    stop: sender.stop,
  };
}

const home: Surroundings["post"] = (url, message, options) =>
  postOutside(url, message, { ...options, allowed: { home: true } });
