import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { NoAnswer, postOutside, type Received } from "~/models/outgoing/post.server";
import { acknowledge } from "~/models/relay/mailbox.server";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";
import { setWakeUp } from "~/models/wake-up/address.server";
import { startPoking } from "~/models/wake-up/poking.server";
import { GATHER_MS } from "~/models/wake-up/schedule";
import { createUser } from "../factories/people";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const URL = "https://ntfy.example/up?up=1";

let userId: string;
let clock: number;
let stop = async () => {};

beforeEach(async () => {
  userId = (await createUser()).id;
  clock = Date.now();
});
afterEach(async () => {
  await stop();
  await db.wakeUp.deleteMany();
});

type Answer = number | "silence";

/** The poker with a clock that stands still until it is moved. */
function poker({ answer = 200 as Answer, connected = new Set<string>() } = {}) {
  const sent: { url: string; body: string; headers: Readonly<Record<string, string>> }[] = [];
  const errors: unknown[] = [];
  const world = { answer };
  const poking = startPoking((error) => errors.push(error), {
    isConnected: ({ deviceId }) => connected.has(deviceId),
    now: () => new Date(clock),
    post: async (url, message) => {
      sent.push({ url, ...message });
      if (world.answer === "silence") throw new NoAnswer("Nobody listens there");
      return { status: world.answer, headers: {}, body: "" } satisfies Received;
    },
  });
  stop = poking.stop;
  return {
    sent,
    world,
    stop: poking.stop,
    async later(ms = 2 * GATHER_MS) {
      clock += ms;
      await poking.look();
      if (errors.length > 0) throw errors[0];
    },
  };
}

async function phone() {
  const { id } = await createDevice({ userId, name: "Phone", model: "" });
  await setWakeUp({ id, userId, url: URL });
  return id;
}

const mail = (to: string) =>
  sendMessage(
    { userId, deviceId: null },
    MessageInput.parse({
      clientId: crypto.randomUUID(),
      to,
      type: "note",
      data: { text: "The secret of the house" },
    }),
  );

test("a device that is away is told how much waits, and nothing of what it says", async () => {
  const id = await phone();
  const { sent, later } = poker();
  await later();
  expect(sent).toEqual([]);
  for (let count = 0; count < 3; count++) await mail(id);

  await later();

  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ url: URL, body: "fetch 3" });
  expect(JSON.stringify(sent)).not.toContain("secret");
});

test("a device that does not come is told again a minute later at the earliest, and only of something new", async () => {
  const id = await phone();
  const { sent, later } = poker();
  await mail(id);
  await later();
  await later(10 * MINUTE_MS);
  expect(sent).toHaveLength(1);
  await mail(id);
  await later(MINUTE_MS);
  expect(sent).toHaveLength(2);
  await mail(id);
  await later(MINUTE_MS / 2);
  expect(sent).toHaveLength(2);
  await later(MINUTE_MS / 2);
  expect(sent.at(-1)?.body).toBe("fetch 3");
});

test("a device that came since is told at once", async () => {
  const id = await phone();
  const { sent, later } = poker();
  await mail(id);
  await later();
  await acknowledge(id, 1);
  await db.device.update({ where: { id }, data: { lastSeenAt: new Date(clock + 1_000) } });
  await mail(id);
  await later(2_000);
  expect(sent.map(({ body }) => body)).toEqual(["fetch 1", "fetch 1"]);
});

test("what came this moment is not told yet, whenever it is looked: its device may be connecting elsewhere", async () => {
  const id = await phone();
  const { sent, later } = poker();
  await mail(id);
  await later(GATHER_MS / 2);
  expect(sent).toEqual([]);
  await later(GATHER_MS);
  expect(sent.map(({ body }) => body)).toEqual(["fetch 1"]);
});

test("a device that is connected, or has fetched everything, is left alone", async () => {
  const [connected, done] = [await phone(), await phone()];
  const { sent, later } = poker({ connected: new Set([connected]) });
  await mail(connected);
  await mail(done);
  await acknowledge(done, 1);
  await later();
  expect(sent).toEqual([]);
});

test("a revoked or expired device is not told", async () => {
  const [revoked, expired] = [await phone(), await phone()];
  const { sent, later } = poker();
  await mail(revoked);
  await mail(expired);
  await db.device.update({ where: { id: revoked }, data: { revokedAt: new Date() } });
  await db.device.update({ where: { id: expired }, data: { expiresAt: new Date(clock - 1) } });
  await later();
  expect(sent).toEqual([]);
});

test.each(["silence", 500, 429, 301] as const)(
  "after %s it is tried again, later each time",
  async (answer) => {
    const id = await phone();
    const { sent, world, later } = poker({ answer });
    await mail(id);
    const at: number[] = [];
    const start = clock;
    for (let seconds = 0; seconds < 7_300; seconds += 5) {
      const before = sent.length;
      await later(5_000);
      if (sent.length > before) at.push((clock - start) / 1_000);
    }
    expect(at).toEqual([5, 15, 75, 375, 2_175, 5_775]);
    world.answer = 200;
    await later(HOUR_MS);
    expect(await db.wakeUp.findUnique({ where: { deviceId: id } })).toMatchObject({
      tries: 0,
      failingSince: null,
    });
  },
  60_000,
);

test("what failed for a day is turned off, and its owner is told", async () => {
  const id = await phone();
  const { sent, later } = poker({ answer: "silence" });
  await mail(id);
  for (let hours = 0; hours < 26; hours++) await later(HOUR_MS);

  const row = await db.wakeUp.findUniqueOrThrow({ where: { deviceId: id } });
  expect(row.disabledAt).not.toBeNull();
  const [notice, ...more] = await db.notification.findMany({ where: { userId } });
  expect(notice).toMatchObject({
    kind: "device",
    title: "Phone is not woken any more",
    link: `/account/devices/${id}`,
  });
  expect(more).toEqual([]);
  const tries = sent.length;
  await mail(id);
  await later(HOUR_MS);
  expect(sent).toHaveLength(tries);
});

test.each([404, 410])(
  "an address that answers %i is turned off at once, and on again when it is given anew",
  async (answer) => {
    const id = await phone();
    const { sent, world, later } = poker({ answer });
    await mail(id);
    await later();
    await mail(id);
    await later(HOUR_MS);
    expect(sent).toHaveLength(1);
    expect(await db.notification.count({ where: { userId } })).toBe(1);

    world.answer = 200;
    await setWakeUp({ id, userId, url: URL });
    await mail(id);
    await later(HOUR_MS);
    expect(sent).toHaveLength(2);
  },
);

test("after a kill the next process goes on where the last one was", async () => {
  const id = await phone();
  const first = poker();
  await mail(id);
  await first.later();
  await first.stop();
  await mail(id);
  const second = poker();
  await second.later(MINUTE_MS);
  await second.later(MINUTE_MS);
  expect([...first.sent, ...second.sent].map(({ body }) => body)).toEqual(["fetch 1", "fetch 2"]);
});

test("two processes poke a device once", async () => {
  const id = await phone();
  const [one, other] = [poker(), poker()];
  await mail(id);
  await Promise.all([one.later(), other.later()]);
  expect(one.sent.length + other.sent.length).toBe(1);
  await one.stop();
});

test("a poke goes nowhere inside, whatever its name leads to", async () => {
  let calls = 0;
  const inside = createServer((_, response) => {
    calls++;
    response.end();
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  const { port } = inside.address() as AddressInfo;
  const { id } = await createDevice({ userId, name: "Phone", model: "" });
  await setWakeUp({ id, userId, url: `https://localhost:${port}/up` });
  await mail(id);
  clock += 2 * GATHER_MS;
  const poking = startPoking(() => undefined, {
    isConnected: () => false,
    now: () => new Date(clock),
    post: postOutside,
  });
  stop = poking.stop;
  await poking.look();
  expect(calls).toBe(0);
  expect(await db.wakeUp.findUnique({ where: { deviceId: id } })).toMatchObject({ tries: 1 });
  inside.close();
});
