import { afterAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { CLAIM_MS } from "~/models/webhook/schedule";
import { keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { createHook, receiver } from "../factories/webhooks";
import { startServer } from "../setup/server";

const hook = await receiver();
afterAll(hook.close);
const { id: endpointId } = await createHook(hook.url, "product.created");
const headers = { ...(await keyHeaders()), "Content-Type": "application/json" };
const { slug: category } = await createCategory();
const server = await startServer({ env: { OUTGOING_PRIVATE: "on" } });

async function create(name: string) {
  const body = JSON.stringify({ name, category, published: true });
  const response = await server.fetch("/api/products", { method: "POST", headers, body });
  expect(response.status).toBe(201);
}

async function until(condition: () => boolean | Promise<boolean>, seconds = 15) {
  const limit = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`not within ${seconds} seconds: ${hook.calls.length} calls`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const namesOf = () => hook.calls.map(({ data }) => data.name);
const waiting = () => db.webhookDelivery.count({ where: { state: "pending" } });

/** As if the shop had been down until the dead process has lost its tries. Of those under way none is lost for longer. */
async function stayClosed() {
  const nextAt = { gt: new Date() };
  const held = await db.webhookDelivery.findMany({ where: { state: "pending", nextAt } });
  expect(held).toHaveLength(2);
  for (const { id, nextAt } of held) {
    const leftMs = (nextAt?.getTime() ?? 0) - Date.now();
    expect(leftMs).toBeLessThanOrEqual(CLAIM_MS);
    await db.webhookDelivery.update({
      where: { id },
      data: { nextAt: new Date((nextAt?.getTime() ?? 0) - CLAIM_MS) },
    });
  }
}

test("a change is told within seconds", async () => {
  await create("First");
  await until(() => namesOf().includes("First"));
  await until(async () => (await waiting()) === 0);
});

test("a try that a polite stop cut short is repeated under its id when the shop opens again", async () => {
  hook.calls.length = 0;
  hook.answer = () => undefined;
  await create("Stopped");
  await until(() => hook.calls.length === 1);
  await server.stop();
  hook.answer = (response) => response.end();
  await server.start();
  await until(() => hook.calls.length === 2);
  expect(hook.calls[1]).toMatchObject({ id: hook.calls[0]?.id, body: hook.calls[0]?.body });
  await until(async () => (await waiting()) === 0);
  expect(await db.webhookAttempt.count({ where: { delivery: { messageId: hook.calls[0]?.id } } })).toBe(1);
});

test("a try that a power cut ended is repeated under its id, and nothing is lost", async () => {
  hook.calls.length = 0;
  hook.answer = () => undefined;
  for (const name of ["One", "Two", "Three", "Four"]) await create(name);
  await until(() => hook.calls.length === 2);
  await server.kill();
  await stayClosed();
  hook.answer = (response) => response.end();
  await server.start();
  await until(async () => new Set(namesOf()).size === 4 && (await waiting()) === 0);
  const ids = new Map(hook.calls.map(({ data, id }) => [data.name, id]));
  for (const { data, id } of hook.calls) expect(id).toBe(ids.get(data.name));
  expect(await db.webhookDelivery.count({ where: { endpointId, state: "delivered" } })).toBe(6);
});

test("what failed is tried again after five seconds, also over a restart", async () => {
  hook.calls.length = 0;
  hook.answer = (response, _, count) => response.writeHead(count === 1 ? 500 : 204).end();
  await create("Again");
  await until(async () => (await db.webhookDelivery.count({ where: { state: "pending", tries: 1 } })) === 1);
  await server.stop();
  await server.start();
  await until(() => hook.calls.length === 2);
  const pause = (hook.calls[1]?.at ?? 0) - (hook.calls[0]?.at ?? 0);
  expect(pause).toBeGreaterThanOrEqual(4_700);
  expect(hook.calls[1]?.id).toBe(hook.calls[0]?.id);
});
