import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { accountWith } from "../factories/messages";
import { device, until } from "../realtime/device";
import { startServer } from "../setup/server";

const MESSAGES = 1_700;
const TEXT = "x".repeat(60_000);

test("a device that reads nothing while 100 MB are sent to it costs less than 50 MB and is dropped", async () => {
  const { devices } = await accountWith(3);
  const server = await startServer();
  const tokens = devices.map(({ token }) => token);
  const [sender, reader, deaf] = tokens.map((token) => device(server, { token }, { retry: false }));
  if (!sender || !reader || !deaf) return expect.unreachable();
  await until(() => [sender, reader, deaf].every((one) => one.cursor() !== ""));
  const send = (n: number) =>
    sender.ask("message:send", { clientId: `m-${n}`, to: "all", type: "note", data: { text: TEXT } });
  for (let n = 0; n < 100; n++) await send(n);
  const before = rssOf(server.pid);
  const raw = (deaf.socket.io.engine as unknown as { transport: { ws: { _socket: { pause: () => void } } } })
    .transport.ws;
  raw._socket.pause();
  let most = before;
  const began = Date.now();
  for (let n = 100; n < MESSAGES; n++) {
    await send(n);
    if (n % 50 === 0) most = Math.max(most, rssOf(server.pid));
  }
  while (Date.now() - began < 60_000) {
    await pause(1_000);
    most = Math.max(most, rssOf(server.pid));
  }
  await until(() => reader.events.length === MESSAGES, 60_000);
  console.info(`grew by ${Math.round((most - before) / 1_000)} MB`);
  expect(most - before).toBeLessThan(50_000);
  expect(deaf.events.length).toBeLessThan(MESSAGES);
  for (const one of [sender, reader, deaf]) one.close();
});

/** In kB. */
function rssOf(pid: number | undefined) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}
