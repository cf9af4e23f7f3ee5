import { db } from "~/db/client.server";
import { REQUESTS_KEPT_DAYS } from "~/models/api-key/request-log.server";
import {
  countOldCopies,
  countOldMessages,
  deleteOldCopies,
  deleteOldMessages,
} from "~/models/relay/retention.server";

const BATCH = 1_000;
const RUNS_KEPT_DAYS = 90;
const DELIVERIES_KEPT_DAYS = 30;
const MESSAGES_KEPT_DAYS = 90;
const IMPORTS_KEPT_DAYS = 30;

/** Traces that have outlived their use. Nobody put them in the trash, so they are told apart from what was cleaned. */
const kinds = {
  sessions: {
    count: (now: Date) => db.session.count({ where: { expiresAt: { lte: now } } }),
    delete: (now: Date) => db.session.deleteMany({ where: { expiresAt: { lte: now } }, limit: BATCH }),
  },
  oneTimeLinks: {
    count: (now: Date) => db.oneTimeLink.count({ where: { expiresAt: { lte: now } } }),
    delete: (now: Date) => db.oneTimeLink.deleteMany({ where: { expiresAt: { lte: now } }, limit: BATCH }),
  },
  pairings: {
    count: (now: Date) => db.pairing.count({ where: { expiresAt: { lte: oldPairing(now) } } }),
    delete: (now: Date) =>
      db.pairing.deleteMany({ where: { expiresAt: { lte: oldPairing(now) } }, limit: BATCH }),
  },
  idempotencyRecords: {
    count: (now: Date) => db.idempotencyRecord.count({ where: { expiresAt: { lte: now } } }),
    delete: (now: Date) =>
      db.idempotencyRecord.deleteMany({ where: { expiresAt: { lte: now } }, limit: BATCH }),
  },
  uploads: {
    count: (now: Date) => db.upload.count({ where: { expiresAt: { lte: now } } }),
    delete: (now: Date) => db.upload.deleteMany({ where: { expiresAt: { lte: now } }, limit: BATCH }),
  },
  cronRuns: {
    count: (now: Date) => db.cronRun.count({ where: { startedAt: { lte: oldRun(now) } } }),
    delete: (now: Date) =>
      db.cronRun.deleteMany({ where: { startedAt: { lte: oldRun(now) } }, limit: BATCH }),
  },
  apiRequests: {
    count: (now: Date) => db.apiRequest.count({ where: { at: { lte: oldRequest(now) } } }),
    delete: (now: Date) =>
      db.apiRequest.deleteMany({ where: { at: { lte: oldRequest(now) } }, limit: BATCH }),
  },
  webhookDeliveries: {
    count: (now: Date) => db.webhookDelivery.count({ where: { settledAt: { lte: oldDelivery(now) } } }),
    delete: (now: Date) =>
      db.webhookDelivery.deleteMany({ where: { settledAt: { lte: oldDelivery(now) } }, limit: BATCH }),
  },
  webhookMessages: {
    count: (now: Date) => db.webhookMessage.count({ where: { receivedAt: { lte: oldMessage(now) } } }),
    delete: (now: Date) =>
      db.webhookMessage.deleteMany({ where: { receivedAt: { lte: oldMessage(now) } }, limit: BATCH }),
  },
  relayCopies: {
    count: countOldCopies,
    delete: async (now: Date) => ({ count: await deleteOldCopies(now) }),
  },
  relayMessages: {
    count: countOldMessages,
    delete: async (now: Date) => ({ count: await deleteOldMessages(now) }),
  },
  imports: {
    count: (now: Date) => db.import.count({ where: oldImport(now) }),
    delete: (now: Date) => db.import.deleteMany({ where: oldImport(now), limit: BATCH }),
  },
};

export type ExpiredCounts = Record<keyof typeof kinds, number>;

export async function countExpired(now: Date): Promise<ExpiredCounts> {
  return forEach(({ count }) => count(now));
}

/** Deletes them a thousand rows a statement. */
export async function deleteExpired(now: Date): Promise<ExpiredCounts> {
  return forEach(async (kind) => {
    let sum = 0;
    let last: number;
    do {
      last = (await kind.delete(now)).count;
      sum += last;
    } while (last === BATCH);
    return sum;
  });
}

async function forEach(ask: (kind: (typeof kinds)[keyof typeof kinds]) => Promise<number>) {
  const counts: ExpiredCounts = {
    sessions: 0,
    oneTimeLinks: 0,
    pairings: 0,
    idempotencyRecords: 0,
    uploads: 0,
    cronRuns: 0,
    apiRequests: 0,
    webhookDeliveries: 0,
    webhookMessages: 0,
    relayCopies: 0,
    relayMessages: 0,
    imports: 0,
  };
  for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) counts[name] = await ask(kinds[name]);
  return counts;
}

/** Until then its page tells what became of it. */
const oldPairing = (now: Date) => new Date(now.getTime() - 86_400_000);
const oldRun = (now: Date) => new Date(now.getTime() - RUNS_KEPT_DAYS * 86_400_000);
const oldRequest = (now: Date) => new Date(now.getTime() - REQUESTS_KEPT_DAYS * 86_400_000);
const oldDelivery = (now: Date) => new Date(now.getTime() - DELIVERIES_KEPT_DAYS * 86_400_000);
const oldMessage = (now: Date) => new Date(now.getTime() - MESSAGES_KEPT_DAYS * 86_400_000);
/** What waits for a file that is lost goes as well. */
const oldImport = (now: Date) => ({
  createdAt: { lte: new Date(now.getTime() - IMPORTS_KEPT_DAYS * 86_400_000) },
  state: { not: "running" },
});
