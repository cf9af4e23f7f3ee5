import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import { disableEndpoint, enableEndpoint } from "~/models/webhook/ability.server";
import { removeEndpoint } from "~/models/webhook/endpoint.server";
import { sendTest } from "~/models/webhook/rehearsal.server";
import { countReplay, redeliver, replay } from "~/models/webhook/replay.server";
import { createProduct } from "../../factories/shop";
import { createHook, dispatch } from "../../factories/webhooks";
import { postOffice } from "./post-office";

const by = { actor: "ines" };
const ok = async () => ({ status: 200, headers: {}, body: "" });
let office: ReturnType<typeof postOffice> | undefined;
const open = (post = ok) => {
  office = postOffice({ post });
  return office;
};
const allDay = () => ({
  from: new Date(Date.now() - 3_600_000),
  to: new Date(Date.now() + 3_600_000),
  types: [],
});

beforeEach(async () => {
  await db.webhookEndpoint.deleteMany();
  await db.product.deleteMany();
  await db.event.deleteMany();
  await dispatch();
});
afterEach(async () => {
  await office?.stop();
  office = undefined;
});

test("one delivery can be sent again, under its id and with the same words", async () => {
  const { id: endpointId } = await createHook("https://hooks.example/in", "product.created");
  await createProduct();
  const { sent, deliver } = open();
  await deliver();
  const { id } = await db.webhookDelivery.findFirstOrThrow();
  await redeliver({ id, endpointId }, by);
  await deliver();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject({ id: sent[0]?.id, body: sent[0]?.body });
  expect(await db.webhookAttempt.count({ where: { deliveryId: id } })).toBe(2);
  await expect(redeliver({ id, endpointId: "another" }, by)).rejects.toMatchObject({ code: "not_found" });
});

test("a replay sends what was sent and what was missed while the endpoint was off, each product's in order", async () => {
  const { id } = await createHook("https://hooks.example/in");
  await createProduct({ name: "Before" });
  const { sent, deliver } = open();
  await deliver();
  await disableEndpoint(id, "owner", { actor: "ines", at: new Date() });
  await createProduct({ name: "Missed" });
  await deliver();
  await expect(replay(id, allDay(), by)).rejects.toMatchObject({ code: "conflict" });
  await enableEndpoint(id, by);
  expect(await countReplay(id, allDay())).toEqual({ total: 4, again: 2 });
  expect(await replay(id, allDay(), by)).toBe(4);
  await deliver();
  const told = sent
    .slice(2)
    .map(({ body }) => JSON.parse(body))
    .map(({ type, data }) => `${data.name} ${type}`);
  for (const name of ["Before", "Missed"])
    expect(told.filter((word) => word.startsWith(name))).toEqual([
      `${name} product.created`,
      `${name} product.published`,
    ]);
  expect(new Set(sent.map((call) => call.id)).size).toBe(4);
  expect(await db.webhookDelivery.count({ where: { state: "delivered" } })).toBe(4);
});

test("a replay is as wide as it was asked for", async () => {
  const { id } = await createHook("https://hooks.example/in", "product.created product.published");
  const hour = 3_600_000;
  for (let age = 5; age > 0; age--) await createProduct({ name: `${age} hours ago` });
  await db.event.deleteMany({ where: { NOT: { type: { startsWith: "product." } } } });
  const events = await db.event.findMany({ orderBy: { seq: "asc" } });
  for (const [place, { seq }] of events.entries()) {
    const at = new Date(Date.now() - (5 - Math.floor(place / 2)) * hour);
    await db.event.update({ where: { seq }, data: { at } });
  }
  const from = new Date(Date.now() - 3.5 * hour);
  const to = new Date(Date.now() - 1.5 * hour);
  expect(await countReplay(id, { from, to, types: [] })).toEqual({ total: 4, again: 0 });
  expect(await countReplay(id, { from, to, types: ["product.created"] })).toEqual({ total: 2, again: 0 });
  expect(await countReplay(id, { from, to, types: ["review.created"] })).toEqual({ total: 0, again: 0 });
});

test("what a replay can tell no more, because the thing is gone, ends as failed and says so", async () => {
  const { id } = await createHook("https://hooks.example/in", "product.created");
  await createProduct();
  await db.webhookDelivery.deleteMany();
  await db.product.deleteMany();
  await replay(id, allDay(), by);
  const { sent, deliver, pass } = open();
  await deliver();
  await pass(4 * 86_400_000);
  expect(sent).toEqual([]);
  expect(await db.webhookDelivery.findFirst({ include: { attempts: true } })).toMatchObject({
    state: "failed",
    attempts: expect.arrayContaining([
      expect.objectContaining({ error: "What this tells of is gone for good" }),
    ]),
  });
});

test("a test goes to the endpoint whatever it chose, and not while it is off", async () => {
  const { id } = await createHook("https://hooks.example/in", "review.created");
  await sendTest(id, by);
  const { sent, deliver } = open();
  await deliver();
  expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ type: "webhook.test", data: { endpoint: id } });
  await disableEndpoint(id, "owner", { actor: "ines", at: new Date() });
  await expect(sendTest(id, by)).rejects.toMatchObject({ code: "conflict" });
});

test("removing an endpoint takes its secret and its log along, also in the middle of a try", async () => {
  const { id } = await createHook("https://hooks.example/in", "product.created");
  await createProduct();
  const { sent, deliver, stop } = open(async () => {
    await removeEndpoint(id, by);
    return ok();
  });
  void deliver().catch(() => undefined);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  await stop();
  expect(await db.webhookEndpoint.count()).toBe(0);
  expect(await db.webhookDelivery.count()).toBe(0);
  expect(await db.webhookAttempt.count()).toBe(0);
});
