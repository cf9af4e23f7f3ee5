import { createHmac, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createSource } from "~/models/webhook/source.server";
import { startServer } from "../setup/server";

const by = { actor: "ines" };
const { secret } = await createSource({ name: "Bank", word: "bank", kind: "standard" }, by);
const stripeSecret = "whsec_stripe_like";
await createSource({ name: "Till", word: "till", kind: "stripe", secret: stripeSecret }, by);
const server = await startServer();
const seconds = () => Math.floor(Date.now() / 1_000);

beforeEach(async () => {
  await db.webhookMessage.deleteMany();
  await db.event.deleteMany({ where: { type: "webhook.received" } });
});

type Options = {
  id?: string;
  at?: number;
  body?: string | Uint8Array;
  signed?: string;
  word?: string;
  headers?: Record<string, string>;
};

async function send({
  id = randomUUID(),
  at = seconds(),
  body = '{"type":"paid","data":{}}',
  signed,
  word = "bank",
  headers = {},
}: Options = {}) {
  const signature = new Webhook(secret ?? "").sign(id, new Date(at * 1_000), signed ?? String(body));
  const response = await server.fetch(`/api/webhooks/in/${word}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(at),
      "webhook-signature": signature,
      ...headers,
    },
    body: body as string,
  });
  return { status: response.status, json: await response.json() };
}

const stored = () => db.webhookMessage.count();
const told = () => db.event.count({ where: { type: "webhook.received" } });

test("a signed message is stored as it came, and its event stands on the outbox", async () => {
  const body = '{ "type":"paid",  "ä": "\\u0000 €" }';
  expect(await send({ id: "msg_1", body })).toEqual({ status: 200, json: { repeated: false } });
  expect(await db.webhookMessage.findFirst()).toMatchObject({ messageId: "msg_1", type: "paid", body });
  const event = await db.event.findFirst({ where: { type: "webhook.received" } });
  expect(event?.data).toMatchObject({ messageId: "msg_1", type: "paid" });
});

test("an id that came before is answered the same and changes nothing", async () => {
  expect((await send({ id: "msg_2" })).status).toBe(200);
  expect(await send({ id: "msg_2", body: '{"type":"other"}' })).toEqual({
    status: 200,
    json: { repeated: true },
  });
  expect([await stored(), await told()]).toEqual([1, 1]);
});

test("fifty of one id at once make one", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => send({ id: "msg_50" })));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(answers.filter(({ json }) => !json.repeated)).toHaveLength(1);
  expect([await stored(), await told()]).toEqual([1, 1]);
});

test.each<[string, Options]>([
  ["is signed for another body", { signed: "{}" }],
  ["has one more byte", { body: '{"a":1}\n', signed: '{"a":1}' }],
  ["is 301 seconds old", { at: seconds() - 302 }],
  ["comes from the future", { at: seconds() + 310 }],
  ["has no signature", { headers: { "webhook-signature": "" } }],
  ["has a signature of another form", { headers: { "webhook-signature": "v1,abc" } }],
  ["has an id with a space", { id: "a b" }],
  ["has an id that is too long", { id: "a".repeat(256) }],
  ["has bytes that are no text", { body: new Uint8Array([123, 255, 125]), signed: "{\ufffd}" }],
  ["has a NUL in it", { body: '{"a":"\u0000"}' }],
])("a message that %s is refused with 400 and leaves nothing", async (_, options) => {
  expect((await send(options)).status).toBe(400);
  expect([await stored(), await told()]).toEqual([0, 0]);
});

test("nobody sends to an address without a source, and messages end at 100,000 bytes", async () => {
  expect((await send({ word: "nobody" })).status).toBe(404);
  expect((await send({ word: "__proto__" })).status).toBe(404);
  expect((await send({ word: "a%00b" })).status).toBeGreaterThanOrEqual(400);
  expect((await send({ body: "x".repeat(100_001) })).status).toBe(413);
  expect((await send({ body: "x".repeat(100_000) })).status).toBe(200);
});

test("Stripe's messages come in under the id of the body", async () => {
  const body = JSON.stringify({ id: "evt_1", type: "charge.succeeded" });
  const at = seconds();
  const post = (line: string) =>
    server.fetch("/api/webhooks/in/till", { method: "POST", headers: { "Stripe-Signature": line }, body });
  const v1 = createHmac("sha256", stripeSecret).update(`${at}.${body}`).digest("hex");
  expect((await post(`t=${at},v1=${v1}`)).status).toBe(200);
  expect(await (await post(`t=${at},v1=${v1}`)).json()).toEqual({ repeated: true });
  expect((await post(`t=${at},v1=${"0".repeat(64)}`)).status).toBe(400);
  expect((await post(`t=${at - 400},v1=${v1}`)).status).toBe(400);
  expect(await db.webhookMessage.findMany()).toMatchObject([
    { messageId: "evt_1", type: "charge.succeeded", body },
  ]);
});
