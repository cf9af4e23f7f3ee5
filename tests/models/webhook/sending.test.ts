import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { NoAnswer } from "~/models/outgoing/post.server";
import { archiveProduct } from "~/models/product/archival.server";
import type { Surroundings } from "~/models/webhook/attempt.server";
import { rotateSecret } from "~/models/webhook/endpoint.server";
import { createUser } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { createHook, dispatch, receiver } from "../../factories/webhooks";
import { postOffice } from "./post-office";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Office = ReturnType<typeof postOffice>;
let office: Office | undefined;
const open = (options?: Parameters<typeof postOffice>[0]) => {
  office = postOffice(options);
  return office;
};
const answering =
  (status: number, headers: Record<string, string> = {}) =>
  async () => ({ status, headers, body: "" });
const dead: Surroundings["post"] = async () => {
  throw new NoAnswer("Nobody listens there");
};

beforeEach(async () => {
  await db.webhookEndpoint.deleteMany();
  await db.notification.deleteMany();
  await db.user.deleteMany({ where: { role: "owner" } });
  await dispatch();
});
afterEach(async () => {
  await office?.stop();
  office = undefined;
});

const endpoint = (id: string) => db.webhookEndpoint.findUniqueOrThrow({ where: { id } });
const states = async () =>
  (await db.webhookDelivery.findMany({ orderBy: { seq: "asc" } })).map(
    ({ type, state }) => `${type} ${state}`,
  );

test("what is not taken is tried ten times over three days, at the hours of Standard Webhooks, under one id", async () => {
  const { id } = await createHook("https://hooks.example/in", "product.created");
  await createProduct();
  const { sent, deliver, pass } = open({ post: answering(500) });
  await deliver();
  await pass(4 * DAY);
  const pauses = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ];
  let at = 0;
  expect(sent.map((call) => call.at)).toEqual([0, ...pauses.map((pause) => (at += pause))]);
  expect(new Set(sent.map((call) => call.id)).size).toBe(1);
  expect(new Set(sent.map((call) => call.body)).size).toBe(1);
  expect(new Set(sent.map((call) => call.headers["webhook-timestamp"])).size).toBe(10);
  expect(await states()).toEqual(["product.created failed"]);
  expect(await endpoint(id)).toMatchObject({ disabledAt: null, lastSuccessAt: null });
});

test("every try is signed anew, and the receiver's library verifies it", async () => {
  const hook = await receiver();
  const { secret } = await createHook(hook.url, "product.created");
  const { id } = await createProduct();
  const start = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  await open({ start }).deliver();
  const [call] = hook.calls;
  const verified = new Webhook(secret).verify(call?.body ?? "", call?.headers as Record<string, string>);
  expect(verified).toMatchObject({ type: "product.created", data: { id } });
  expect(call?.headers).toMatchObject({ "content-type": "application/json" });
  expect(await states()).toEqual(["product.created delivered"]);
  await hook.close();
});

test("what is told of one product comes in its order, also when many changes were queued", async () => {
  const hook = await receiver();
  await createHook(hook.url);
  for (let count = 0; count < 30; count++) await createProduct();
  await open().deliver();
  const products = [...new Set(hook.calls.map(({ data }) => data.id))];
  expect(products).toHaveLength(30);
  for (const id of products) {
    const types = hook.calls.filter(({ data }) => data.id === id).map(({ type }) => type);
    expect(types).toEqual(["product.created", "product.published"]);
  }
  await hook.close();
});

test("a first try that fails holds back what follows about the same product for a minute, and nothing about others", async () => {
  await createHook("https://hooks.example/in");
  const { id } = await createProduct({ name: "Bad" });
  await createProduct({ name: "Good" });
  const { sent, deliver, pass } = open({
    post: async (_, { body }) => ({ status: body.includes('"Bad"') ? 500 : 200, headers: {}, body: "" }),
  });
  const told = () =>
    sent.map(({ at, body }) => {
      const { type, data } = JSON.parse(body);
      return `${at / SECOND} ${data.id === id ? "bad" : "good"} ${type}`;
    });
  await deliver();
  expect(told().toSorted()).toEqual([
    "0 bad product.created",
    "0 good product.created",
    "0 good product.published",
  ]);
  await pass(59 * SECOND);
  expect(told().slice(3)).toEqual(["5 bad product.created"]);
  await pass(SECOND);
  expect(told().slice(4)).toEqual(["60 bad product.published"]);
});

test("what was held back goes as soon as the one before it arrived", async () => {
  await createHook("https://hooks.example/in");
  await createProduct();
  let down = true;
  const { sent, deliver, pass } = open({
    post: async () => {
      const status = down ? 503 : 204;
      down = false;
      return { status, headers: {}, body: "" };
    },
  });
  await deliver();
  await pass(10 * SECOND);
  expect(sent.map(({ at }) => at)).toEqual([0, 5 * SECOND, 5 * SECOND]);
});

test("a change that comes while the one before it is failing waits for the rest of the minute", async () => {
  await createHook("https://hooks.example/in", "product.created product.deleted");
  const { id } = await createProduct();
  const { deliver, pass } = open({ post: answering(500) });
  await deliver();
  await pass(20 * SECOND);
  await archiveProduct({ id }, { actor: "ines" });
  await dispatch();
  const row = await db.webhookDelivery.findFirstOrThrow({ where: { type: "product.deleted" } });
  const first = await db.webhookDelivery.findFirstOrThrow({ where: { type: "product.created" } });
  expect(row.nextAt?.getTime()).toBe((first.firstTriedAt?.getTime() ?? 0) + MINUTE);
});

test("a receiver that asks for time gets it, a day at most, and never less than the schedule", async () => {
  for (const [asked, expected] of [
    ["3600", HOUR],
    ["1", 5 * SECOND],
    ["99999999", DAY],
    ["Tue, 01 Jan 2030 02:00:00 GMT", 2 * HOUR],
    ["soon", 5 * SECOND],
  ] as const) {
    await db.webhookEndpoint.deleteMany();
    await createHook("https://hooks.example/in", "product.created");
    await createProduct();
    const { sent, deliver, pass, stop } = open({ post: answering(429, { "retry-after": asked }) });
    await deliver();
    await pass(expected);
    expect(
      sent.map(({ at }) => at),
      asked,
    ).toEqual([0, expected]);
    await stop();
  }
});

test.each([[301], [302], [307], [308], [304], [400], [500], [199]])(
  "an answer of %i is a failure",
  async (status) => {
    await createHook("https://hooks.example/in", "product.created");
    await createProduct();
    const { deliver } = open({ post: answering(status, { location: "https://elsewhere.example/" }) });
    await deliver();
    expect(await states()).toEqual(["product.created pending"]);
  },
);

test("410 Gone turns the endpoint off at once, stops what waits for it, and tells the owner", async () => {
  const owner = await createUser({ role: "owner" });
  const { id } = await createHook("https://hooks.example/in");
  await createProduct();
  const { sent, deliver } = open({ post: answering(410) });
  await deliver();
  expect(sent).toHaveLength(1);
  expect(await endpoint(id)).toMatchObject({ disabledWhy: "gone" });
  expect(await states()).toEqual(["product.created failed", "product.published stopped"]);
  const told = await db.notification.findMany({ where: { userId: owner.id } });
  expect(told).toMatchObject([{ kind: "webhook", link: `/admin/webhooks/${id}` }]);
  await createProduct();
  await deliver();
  expect(sent).toHaveLength(1);
});

test("an endpoint without one success in five days is turned off, and one success begins the days anew", async () => {
  await createUser({ role: "owner" });
  const { id } = await createHook("https://hooks.example/in", "product.created");
  let up = false;
  const { deliver, pass } = open({ post: async () => ({ status: up ? 200 : 500, headers: {}, body: "" }) });
  await createProduct();
  await deliver();
  await pass(4 * DAY);
  up = true;
  await createProduct();
  await deliver();
  expect(await endpoint(id)).toMatchObject({ failingSince: null, disabledAt: null });
  up = false;
  for (let day = 0; day < 5; day++) {
    await createProduct();
    await deliver();
    expect((await endpoint(id)).disabledAt).toBeNull();
    await pass(DAY);
  }
  await createProduct();
  await deliver();
  expect(await endpoint(id)).toMatchObject({ disabledWhy: "failing" });
  expect(await db.notification.count({ where: { kind: "webhook" } })).toBe(1);
});

test("receivers that hang, die or redirect are logged for what they did", async () => {
  const hook = await receiver();
  const { id } = await createHook(hook.url, "product.created");
  const log = async () =>
    (
      await db.webhookAttempt.findMany({ where: { delivery: { endpointId: id } }, orderBy: { at: "desc" } })
    )[0];
  const { deliver, pass } = open();
  hook.answer = (response) => response.destroy();
  await createProduct();
  await deliver();
  expect(await log()).toMatchObject({ status: null, error: expect.stringContaining("broke") });
  hook.answer = (response) => response.writeHead(302, { Location: `${hook.url}/elsewhere` }).end("moved");
  await pass(5 * SECOND);
  expect(await log()).toMatchObject({
    status: 302,
    answer: "moved",
    error: null,
    headers: { location: `${hook.url}/elsewhere` },
  });
  hook.answer = (response) => {
    response.writeHead(200, { "Content-Length": "10" });
    response.write("half");
    setTimeout(() => response.destroy(), 20);
  };
  await pass(5 * MINUTE);
  expect(await log()).toMatchObject({ status: null, error: expect.stringContaining("broke") });
  expect(hook.calls.map(({ id }) => id)).toEqual(Array(3).fill(hook.calls[0]?.id));
  await hook.close();
});

test("one slow host does not keep the others waiting", async () => {
  const slow = "https://slow.example/";
  await createHook(slow, "product.created");
  await createHook("https://quick.example/", "product.created");
  let underWay = 0;
  let most = 0;
  const { sent, deliver } = open({
    post: async (url) => {
      if (url !== slow) return { status: 200, headers: {}, body: "" };
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 100));
      underWay--;
      return { status: 200, headers: {}, body: "" };
    },
  });
  for (let count = 0; count < 10; count++) await createProduct();
  await deliver();
  expect(most).toBe(2);
  const lastQuick = sent.findLastIndex(({ url }) => url !== slow);
  expect(sent.slice(0, lastQuick).filter(({ url }) => url === slow).length).toBeLessThan(8);
  expect(sent).toHaveLength(20);
});

test("while a secret is rotated both sign, and afterwards only the new one", async () => {
  const { id, secret: old } = await createHook("https://hooks.example/in", "product.created");
  const { secret } = await rotateSecret(id, { overlapHours: 24 }, { actor: "ines" });
  const { sent, deliver, pass } = open({ post: answering(200), start: new Date() });
  const signatures = () => sent.at(-1)?.headers["webhook-signature"]?.split(" ") ?? [];
  const made = (key: string) => {
    const last = sent.at(-1);
    const at = new Date(Number(last?.headers["webhook-timestamp"]) * 1_000);
    return new Webhook(key).sign(last?.id ?? "", at, last?.body ?? "");
  };
  await createProduct();
  await deliver();
  expect(signatures()).toEqual([made(secret), made(old)]);
  await pass(25 * HOUR);
  await createProduct();
  await deliver();
  expect(signatures()).toEqual([made(secret)]);
});

test("a secret lies in the database in no readable form, and without DATA_DIR's secrets nothing is signed", async () => {
  const { secret } = await createHook("https://hooks.example/in", "product.created");
  const { secret: sealed } = await db.webhookEndpoint.findFirstOrThrow();
  expect(sealed).not.toContain(secret.slice(6, 20));
  expect(Buffer.from(sealed, "base64url").includes(Buffer.from(secret.slice(6), "base64"))).toBe(false);
  await db.webhookEndpoint.updateMany({ data: { secret: Buffer.alloc(90).toString("base64url") } });
  await createProduct();
  const { sent, deliver } = open({ post: dead });
  await deliver();
  expect(sent).toEqual([]);
  expect(await db.webhookAttempt.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
    error: expect.stringContaining("rotate"),
  });
});
