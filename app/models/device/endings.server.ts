import { db } from "~/db/client.server";
import { logger } from "~/logger.server";
import { onCommitted } from "~/models/outbox/change.server";
import { changesVersions } from "~/models/site/app-versions.server";
import { once } from "~/once.server";
import { outdatedDevices } from "./admission.server";

const LOOK_EVERY_MS = 2_000;
/** How far back each look reaches: clocks of several processes differ, and a look may come late. */
const REACH_MS = 15_000;
const MOST = 10_000;

/** `outdated`: its app is older than the owner lets in since a moment ago. */
export type Ending = "revoked" | "expired" | "outdated";
type Listener = (ended: ReadonlyMap<string, Ending>) => void;

const listeners = once("device endings", () => {
  const known = new Set<Listener>();
  onCommitted((events) => {
    const revoked = events.filter(({ type }) => type === "device.revoked");
    if (revoked.length > 0) tell(known, new Map(revoked.map(({ subject }) => [subject, "revoked"])));
    if (events.some(changesVersions)) void tellOutdated(known);
  });
  return known;
});

/** Calls `listener` with devices that are let in no more; it may hear of one several times. Returns what ends that. */
export function onDeviceEnded(listener: Listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Looks every two seconds for devices whose time is over, and for what other processes have revoked. `onError` hears of looks
 * that failed; the next one reaches back behind them.
 */
export function watchEndings(onError: (error: unknown) => void) {
  const look = () => lookForEnded(new Date()).catch(onError);
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

async function lookForEnded(now: Date) {
  if (listeners.size === 0) return;
  const since = new Date(now.getTime() - REACH_MS);
  const rows = await db.device.findMany({
    where: { OR: [{ revokedAt: { gt: since } }, { expiresAt: { gt: since, lte: now } }] },
    select: { id: true, revokedAt: true },
    orderBy: { id: "asc" },
    take: MOST,
  });
  if (rows.length > 0)
    tell(listeners, new Map(rows.map(({ id, revokedAt }) => [id, revokedAt ? "revoked" : "expired"])));
}

/** One connects again and is told why it may not come in, so a fault here only leaves it where it is. */
async function tellOutdated(all: Iterable<Listener>) {
  try {
    for await (const ids of outdatedDevices()) tell(all, new Map(ids.map((id) => [id, "outdated"])));
  } catch (error) {
    logger.error({ err: error }, "outdated devices were not put out");
  }
}

function tell(all: Iterable<Listener>, ended: ReadonlyMap<string, Ending>) {
  for (const listener of all) listener(ended);
}
