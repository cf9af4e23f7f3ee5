import { availableParallelism, loadavg } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../setup/server";
import { type Member, manyDevices } from "./crowd-of-devices";
import { dial, join, type Wire } from "./wire";

const CROWD = 1_000;
/** Requirement A15, where nothing else runs; the test's own work is done on the same machine. */
const BACK_WITHIN_MS = 10_000;

let server: RunningServer;
let members: Member[];

beforeAll(async () => {
  members = await manyDevices(CROWD);
  server = await startServer();
});

test("a thousand devices are back after a restart, and the pages answer meanwhile", async () => {
  const wires = await Promise.all(members.map(comeIn));
  await server.kill();
  await Promise.all(wires.map(({ ended }) => ended));

  await server.start();
  const listening = performance.now();
  let over = false;
  const visits = visitPages(() => over);
  const back = await Promise.all(members.map(comeIn));
  const ms = performance.now() - listening;
  over = true;

  expect(ms).toBeLessThan(BACK_WITHIN_MS * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
  const statuses = await visits;
  expect(statuses.length).toBeGreaterThan(0);
  expect(new Set(statuses)).toEqual(new Set([200]));
  for (const wire of back) wire.hangUp();
});

/** As apps do: again and again until they are in. */
async function comeIn({ token }: Member): Promise<Wire> {
  for (;;) {
    const wire = await dial(server.origin).catch(() => null);
    if (wire && (await join(wire, "/air", { token }).catch(() => ""))) return wire;
    wire?.hangUp();
  }
}

async function visitPages(over: () => boolean) {
  const statuses: number[] = [];
  while (!over()) statuses.push((await server.fetch("/products")).status);
  return statuses;
}
