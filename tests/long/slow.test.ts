import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { sendMessage } from "~/models/relay/send.server";
import { residentKb } from "../bench/servers";
import { dawdle } from "../express/raw";
import { accountWith, note } from "../factories/messages";
import { keyHeaders, signIn } from "../factories/people";
import { createCategory } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";

/** The marks: whoever dawdles is gone after a minute, and takes nothing from the others meanwhile. */
const GONE_MS = 60_000;
const PROMPT_MS = 1_000;
const EACH_COSTS_KB = 2_000;
const OF_A_KIND = 40;
const ARRIVAL_MS = 250;

type Crowd = ReturnType<typeof dawdle>[];

let server: RunningServer;
let restingKb: number;
const writing: Crowd = [];
const reading: Crowd = [];

const memoryKb = () => residentKb({ pid: server.pid ?? 0 });

beforeAll(async () => {
  const key = `x-api-key: ${(await keyHeaders())["x-api-key"]}`;
  const owner = `Cookie: ${(await signIn({ role: "owner" })).cookie}`;
  const devices = await devicesWithTenMegabytes(OF_A_KIND);
  await fillShelves();
  server = await startServer();
  await waitsOfOthers(20);
  restingKb = memoryKb();
  const json = "Content-Type: application/json";
  const form = "Content-Type: application/x-www-form-urlencoded";
  const parts = "Content-Type: multipart/form-data; boundary=b";
  for (const { token } of devices) {
    const device = `Authorization: Bearer ${token}`;
    const write = (...lines: string[]) =>
      writing.push(dawdle(server, { lines, kind: "write", limitMs: GONE_MS }));
    write("POST /api/products", key, json, "Content-Length: 90000");
    write("POST /api/imports", key, "Content-Type: text/csv", "Content-Length: 9000000");
    write("POST /login", form, "Content-Length: 9000");
    write("POST /admin/products/thing-1/images", owner, parts, "Content-Length: 9000000", "", "--b");
    const read = (...lines: string[]) =>
      reading.push(dawdle(server, { lines, kind: "read", limitMs: GONE_MS }));
    read("GET /api/products.ndjson");
    read("GET /api/devices/me/events", device, "Accept: text/event-stream");
    await pause(ARRIVAL_MS);
  }
});

/** More than lies in the buffers between two programs. */
async function fillShelves() {
  const { id: categoryId } = await createCategory();
  await db.product.createMany({
    data: Array.from({ length: 1_000 }, (_, n) => {
      const words = { name: `Thing ${n}`, slug: `thing-${n}`, sku: `T-${n}`, searchText: `thing ${n}` };
      return { ...words, description: "x".repeat(8_000), categoryId, published: true };
    }),
  });
}

async function devicesWithTenMegabytes(count: number) {
  const { userId, devices } = await accountWith(count);
  for (let n = 0; n < 200; n++) await sendMessage({ userId, deviceId: null }, note("x".repeat(50_000)));
  return devices;
}

/** How long those waited who read what they ask for, in milliseconds, the shortest first. */
async function waitsOfOthers(rounds: number) {
  const waits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const path of ["/products", "/api/products?limit=20", "/readyz"]) {
      const began = performance.now();
      const answer = await server.fetch(path);
      await answer.arrayBuffer();
      expect(answer.status, path).toBe(200);
      waits.push(performance.now() - began);
    }
    await pause(50);
  }
  return waits.sort((one, other) => one - other);
}

test("while hundreds dawdle over what they send or take in, nobody else waits, and each costs little", async () => {
  const waits = await waitsOfOthers(150);

  expect(waits[Math.floor(waits.length * 0.99)]).toBeLessThan(PROMPT_MS);
  expect(memoryKb() - restingKb).toBeLessThan((writing.length + reading.length) * EACH_COSTS_KB);
});

const long = { timeout: GONE_MS + 10_000 };

test("a body that only trickles is given up within a minute, and its sender is told", long, async () => {
  for (const { first, status, closed, text } of await Promise.all(writing)) {
    expect({ status, closed }, first).toEqual({ status: 408, closed: true });
    const told = JSON.parse(text.split("\r\n\r\n")[1] ?? "");
    expect(told).toMatchObject({ error: "The request took too long to arrive", status: 408 });
    expect(told.requestId).toMatch(/^[\w-]{36}$/);
  }
});

test("whoever takes in nothing of an answer is cut off within a minute", long, async () => {
  for (const { first, closed } of await Promise.all(reading)) expect(closed, first).toBe(true);
  expect(server.output()).not.toMatch(/"level":(?:50|60)/);
});
