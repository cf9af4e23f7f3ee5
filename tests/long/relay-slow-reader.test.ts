import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { residentKb } from "../bench/servers";
import { accountWith } from "../factories/messages";
import { device, until } from "../realtime/device";
import { dial, join } from "../realtime/wire";
import { type RunningServer, startServer } from "../setup/server";

const BYTES = 60_000;
const MESSAGES = Math.ceil(100_000_000 / BYTES);
const AT_ONCE = 4;
const DEAF_MS = 60_000;
const MOST_KB = 50_000;

test("a device that reads nothing while 100 MB are sent to it costs less than 50 MB more than one that reads, and is cut", async () => {
  const { devices } = await accountWith(3);
  const server = await startServer({ env: { MALLOC_ARENA_MAX: "2" } });
  const [one, two, three] = devices.map(({ token }) => token);
  const sender = device(server, { token: one }, { retry: false });
  const reader = device(server, { token: two }, { retry: false });
  const slow = await listener(server, three ?? "");
  await until(() => sender.cursor() !== "" && reader.cursor() !== "");
  const { send, mostKb } = bursts(server, sender);

  // What so much traffic costs when everybody reads is not asked here; the second time the process has found its size.
  for (const round of [1, 2]) {
    await send();
    await until(() => slow.seqs.length === round * MESSAGES, 60_000);
  }
  const whenAllRead = mostKb();

  slow.wire.socket.pause();
  const began = Date.now();
  await send();
  while (Date.now() - began < DEAF_MS) {
    await pause(500);
    mostKb();
  }
  await until(() => reader.events.length === 3 * MESSAGES, 60_000);
  process.stdout.write(`at most ${whenAllRead} kB when all read, ${mostKb()} kB when one did not\n`);
  expect(mostKb() - whenAllRead).toBeLessThan(MOST_KB);

  slow.wire.socket.resume();
  await slow.wire.ended;
  expect(slow.seqs.length).toBeLessThan(3 * MESSAGES);
  const again = await listener(server, three ?? "", slow.after());
  await until(() => slow.seqs.length + again.seqs.length === 3 * MESSAGES, 60_000);
  expect([...slow.seqs, ...again.seqs]).toEqual(Array.from({ length: 3 * MESSAGES }, (_, at) => at + 1));
  for (const end of [again.wire.hangUp, sender.close, reader.close]) end();
});

/** A device that confirms what it reads and does nothing else: unlike an app it never ends a connection by itself. */
async function listener(server: RunningServer, token: string, after = "") {
  const seqs: number[] = [];
  let last = after;
  const wire = await dial(server.origin);
  await join(wire, "/relay", { token, after });
  const take = () => {
    for (const text of wire.texts.splice(0)) {
      const [, event] = /^42\/relay,\["event",(.*)\]$/.exec(text) ?? [];
      if (!event) continue;
      const { seq, after } = JSON.parse(event) as { seq: number; after: string };
      seqs.push(seq);
      last = after;
      wire.send(`42/relay,["ack",{"seq":${seq}}]`);
    }
  };
  wire.socket.on("data", take);
  take();
  return { wire, seqs, after: () => last };
}

/** 100 MB sent in one go, and the most memory that the server has had until now. */
function bursts(server: RunningServer, sender: ReturnType<typeof device>) {
  let most = 0;
  let name = 0;
  const mostKb = () => {
    most = Math.max(most, residentKb({ pid: server.pid ?? 0 }));
    return most;
  };
  async function send() {
    const last = name + MESSAGES;
    const line = async () => {
      while (name < last) {
        const message = {
          clientId: `m-${++name}`,
          to: "all",
          type: "note",
          data: { text: "x".repeat(BYTES) },
        };
        expect(await sender.ask("message:send", message)).toMatchObject({ ok: true });
        if (name % 20 === 0) mostKb();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
  }
  return { send, mostKb };
}
