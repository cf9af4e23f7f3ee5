import { db } from "~/db/client.server";
import { keepRequests, type NotedRequest } from "~/db/keep-requests.server";
import { keeping } from "~/models/keeping.server";
import { networkOf } from "~/models/limit/network";
import { type PageQuery, paginationOf, rowsOf } from "~/models/paging";
import { once } from "~/once.server";

export const REQUESTS_KEPT_DAYS = 30;
const KEPT_AT_ONCE = 2_000;
const MOST_WAITING = 50_000;
const SEEN_EVERY_MS = 60_000;

type Use = { at: number; from: string };

const log = once("request log", () => ({
  waiting: [] as NotedRequest[],
  used: new Map<string, Use>(),
  seen: new Map<string, Use>(),
  keep: () => {},
}));

/** Notes what a key asked for and was answered. Written within a second or two; of a flood that no disk follows, some is left out. */
export function noteRequest({ address, ...request }: NotedRequest & { address: string }) {
  if (log.waiting.length < MOST_WAITING) log.waiting.push(request);
  log.used.set(request.keyId, { at: request.atMs, from: networkOf(address, { v4: 24, v6: 48 }) });
  log.keep();
}

/** A page of what a key asked for in the last 30 days, newest first. */
export async function listRequests(keyId: string, page: PageQuery) {
  const [requests, total] = await Promise.all([
    db.apiRequest.findMany({
      where: { keyId },
      select: { id: true, at: true, method: true, route: true, status: true, ms: true, problem: true },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      ...rowsOf(page),
    }),
    db.apiRequest.count({ where: { keyId } }),
  ]);
  return { requests, ...paginationOf(page, total) };
}

/** Writes from now on what is noted, each second and at `close`. */
export function openRequestLog(onError: (error: unknown) => void) {
  const { soon, finish } = keeping(keepNoted, onError);
  log.keep = soon;
  return {
    async close() {
      await finish();
      log.keep = () => {};
    },
  };
}

async function keepNoted() {
  const batch = log.waiting.slice(0, KEPT_AT_ONCE);
  if (batch.length > 0) await keepRequests(batch);
  log.waiting.splice(0, batch.length);
  for (const [id, use] of log.used) {
    log.used.delete(id);
    const seen = log.seen.get(id);
    if (seen && use.at - seen.at < SEEN_EVERY_MS && use.from === seen.from) continue;
    log.seen.set(id, use);
    const data = { lastUsedAt: new Date(use.at), lastUsedFrom: use.from };
    await db.apiKey.updateMany({ where: { id }, data });
  }
  return log.waiting.length > 0;
}
