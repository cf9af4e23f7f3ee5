import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startCrowd } from "../bench/devices/crowd-process";
import { accountWith } from "../factories/messages";
import { manyDevices } from "../realtime/crowd-of-devices";
import { dial, join } from "../realtime/wire";
import { type RunningServer, startServer } from "../setup/server";

// Requirement A12. What else the machine does meets both alike: they take turns.
const TURNS = 3;
const TALKERS = 60;
const TALK = { perSecond: 60, seconds: 10 };

test("while one device sends without end, the messages of the others take less than twice as long", async () => {
  const everybody = await manyDevices(TALKERS * (2 * TURNS + 1));
  const { devices } = await accountWith(2);
  const server = await startServer({ env: { RATE_LIMIT: "on", MALLOC_ARENA_MAX: "2" } });
  const crowd = startCrowd();
  // Each time others: what a device has sent under a name is not sent again.
  const talk = async () => {
    const members = everybody.splice(0, TALKERS);
    const { received, acknowledged } = await crowd.ask("converse", {
      origin: server.origin,
      members,
      ...TALK,
    });
    return [...received, ...acknowledged];
  };
  await talk();
  const quiet: number[] = [];
  const flooded: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    quiet.push(...(await talk()));
    const flood = startFlood(server, devices[0]?.token ?? "");
    flooded.push(...(await talk()));
    expect(await flood.end()).toBeGreaterThan(10);
  }
  const [p99, p99Flooded] = [quiet, flooded].map(p99Of) as [number, number];
  process.stdout.write(`p99 ${p99.toFixed(1)} ms, ${p99Flooded.toFixed(1)} ms while one floods\n`);
  expect(p99Flooded).toBeLessThan(2 * p99);
  crowd.end();
});

/** Sends as fast as the connection takes it; when it is cut, it comes back at once and goes on. `end` answers how often it was cut. */
function startFlood(server: RunningServer, token: string) {
  let over = false;
  let sent = 0;
  let cuts = 0;
  async function flood() {
    while (!over) {
      const wire = await dial(server.origin);
      await join(wire, "/relay", { token });
      while (!over && !wire.socket.destroyed) {
        const message = {
          clientId: `flood-${++sent}`,
          to: "all",
          type: "note",
          data: { text: "x".repeat(1_000) },
        };
        const isTaken = wire.send(`42/relay,${sent}${JSON.stringify(["message:send", message])}`);
        wire.texts.length = 0;
        if (!isTaken || sent % 20 === 0) await pause(1);
      }
      wire.hangUp();
      if (!over) cuts += 1;
      await pause(1);
    }
  }
  const flooding = flood();
  return {
    async end() {
      over = true;
      await flooding;
      return cuts;
    },
  };
}

const p99Of = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
