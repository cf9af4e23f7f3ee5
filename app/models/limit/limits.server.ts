import { db } from "~/db/client.server";
import { keepWindows } from "~/db/keep-windows.server";
import { env } from "~/env.server";
import { keeping } from "~/models/keeping.server";
import { once } from "~/once.server";
import { networkOf } from "./network";
import { countingWindows, endsOf, type Standing } from "./windows";

const KEPT_AT_ONCE = 2_000;
const MOST_NETWORKS = 50_000;
const FAILURES_A_MINUTE = 30;
const OF_A_DEVICE = { device: 600, messages: 120 };

/** One caller's limit. `take` counts a request unless there is none left, `giveBack` takes it back, `look` only looks. */
export type Limit = {
  policy: "key" | "address" | "failures" | "device" | "messages";
  take: () => Standing;
  giveBack: () => void;
  look: () => Standing;
};

type Windows = ReturnType<typeof countingWindows>;

const limits = once("limits", () => ({
  keys: countingWindows({ cap: Number.POSITIVE_INFINITY }),
  networks: countingWindows({ cap: MOST_NETWORKS }),
  keep: () => {},
}));

/** A key's own limit, or what `RATE_LIMIT` gives every key. Null when nothing is limited. */
export function limitOfKey({ id, limitPerMinute }: { id: string; limitPerMinute: number | null }) {
  if (!env.RATE_LIMIT) return null;
  return limit("key", limits.keys, `key ${id}`, limitPerMinute ?? env.RATE_LIMIT.key);
}

/** The limit of whoever calls without a live key. IPv6 counts by its /64. */
export function limitOfAddress(address: string) {
  if (!env.RATE_LIMIT) return null;
  return limit("address", limits.networks, `address ${ownNetwork(address)}`, env.RATE_LIMIT.address);
}

/** How often a paired device may ask by plain HTTP, and how many messages it may send that way. */
export function limitOfDevice(id: string, policy: "device" | "messages") {
  if (!env.RATE_LIMIT) return null;
  return limit(policy, limits.networks, `${policy} ${id}`, OF_A_DEVICE[policy]);
}

/** How often somebody may show a wrong secret. */
export function limitOfFailures(address: string) {
  if (!env.RATE_LIMIT) return null;
  return limit("failures", limits.networks, `failures ${ownNetwork(address)}`, FAILURES_A_MINUTE);
}

const ownNetwork = (address: string) => networkOf(address, { v4: 32, v6: 64 });

function limit(policy: Limit["policy"], windows: Windows, bucket: string, quota: number): Limit {
  return {
    policy,
    look: () => windows.look(bucket, quota),
    take() {
      const standing = windows.take(bucket, quota);
      if (standing.allowed) limits.keep();
      return standing;
    },
    giveBack() {
      windows.giveBack(bucket);
      limits.keep();
    },
  };
}

/**
 * Takes up the counts where the last process left them, and keeps them from now on: each second, and at `close`. A kill
 * forgets at most what was counted in its last second.
 */
export async function openLimits(onError: (error: unknown) => void) {
  await forgetEnded();
  const rows = await db.rateWindow.findMany({ take: MOST_NETWORKS, orderBy: { endsAtMs: "asc" } });
  for (const row of rows) learn({ ...row, endsAtMs: Number(row.endsAtMs) });
  const { soon, finish } = keeping(keepCounts, onError);
  limits.keep = soon;
  const sweep = setInterval(() => void forgetEnded().catch(onError), 60_000).unref();
  return {
    async close() {
      clearInterval(sweep);
      await finish();
      limits.keep = () => {};
    },
  };
}

async function keepCounts() {
  const { keys, networks } = limits;
  const counted = [...keys.gather(KEPT_AT_ONCE), ...networks.gather(KEPT_AT_ONCE)];
  if (counted.length > 0) for (const sum of await keepWindows(counted, endsOf(Date.now()))) learn(sum);
  return keys.hasMore() || networks.hasMore();
}

function learn(sum: Parameters<Windows["learn"]>[0]) {
  (sum.bucket.startsWith("key ") ? limits.keys : limits.networks).learn(sum);
}

const forgetEnded = () => db.rateWindow.deleteMany({ where: { endsAtMs: { lte: Date.now() } } });
