import { Webhook } from "standardwebhooks";
import { afterAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../../factories/people";
import { createCategory } from "../../factories/shop";
import { receiver } from "../../factories/webhooks";
import { startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

const owner = await signIn({ role: "owner" });
const category = await createCategory();
const hook = await receiver();
afterAll(hook.close);
const home = await startServer({ env: { OUTGOING_PRIVATE: "on" } });
const ines = () => visitor(home, owner.cookie);

async function until(condition: () => boolean | Promise<boolean>) {
  for (let waited = 0; !(await condition()); waited += 50) {
    if (waited > 15_000) throw new Error("it did not come");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** An endpoint made by the form, with the secret that the page showed. */
async function made(fields: Record<string, string | string[]>) {
  const form = await ines().get("/admin/webhooks/new");
  const page = await form.submit("Create endpoint", { url: hook.url, ...fields });
  const secret = page.root.querySelector("textarea[readonly]")?.textContent.trim() ?? "";
  const { id } = await db.webhookEndpoint.findFirstOrThrow({ orderBy: { id: "desc" } });
  return { page, secret, id, address: `/admin/webhooks/${id}` };
}

test("the owner makes an endpoint, takes its secret along, sends a test and reads what came of it", async () => {
  const { page, secret, address } = await made({ all: "on", description: "The newsletter" });
  expect(page.status).toBe(200);
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  hook.calls.length = 0;
  hook.answer = (response) => response.writeHead(202).end("thank you");
  await (await ines().get(address)).submit("Send a test");
  await until(() => hook.calls.length === 1);
  const [call] = hook.calls;
  new Webhook(secret).verify(call?.body ?? "", call?.headers as Record<string, string>);
  await until(async () => (await ines().get(address)).text.includes("HTTP 202"));
  const log = await ines().get(address);
  expect(log.text).toContain("webhook.test");
  expect(log.html).not.toContain(secret);
  const { id } = await db.webhookDelivery.findFirstOrThrow({ where: { messageId: call?.id } });
  const delivery = await ines().get(`${address}/deliveries/${id}`);
  for (const words of ["thank you", "webhook-signature", call?.id ?? "none"])
    expect(delivery.text).toContain(words);
  await delivery.submit("Send it again");
  await until(() => hook.calls.length === 2);
  expect(hook.calls[1]?.id).toBe(call?.id);
});

test("an endpoint that is off misses what happens, and a replay tells it: counted first, then sent", async () => {
  const { address } = await made({ types: ["product.created"] });
  await (await ines().get(address)).submit("Turn off");
  hook.calls.length = 0;
  const product = await ines().get("/admin/products/new");
  await product.submit("Save product", { name: "Missed", category: category.slug, price: "5" });
  const off = await ines().get(address);
  expect(off.text).toContain("It is off");
  await off.submit("Turn on");
  const range = { from: "2026-01-01T00:00", to: "2090-01-01T00:00" };
  const counted = await (await ines().get(`${address}/replay`)).submit("Count them", range);
  expect(counted.text).toContain("1 event is in this range");
  expect(counted.address).toBe(`${address}/replay`);
  expect(counted.response.url).not.toContain("token");
  await counted.submit("Replay 1");
  await until(() => hook.calls.some(({ data }) => data.name === "Missed"));
  const wrong = await ines().get(`${address}/replay?from=2026-02-31T00:00&to=x`);
  expect(wrong.status).toBe(200);
  expect(wrong.text).toContain("Write it as");
});

test("a secret is rotated on a page that shows the new one once", async () => {
  const { address, secret, id } = await made({ all: "on" });
  const page = await (await ines().get(`${address}/rotation`)).submit("Make a new secret", { overlap: "24" });
  const fresh = page.root.querySelector("textarea[readonly]")?.textContent.trim() ?? "";
  expect(fresh).toMatch(/^whsec_/);
  expect(fresh).not.toBe(secret);
  expect((await ines().get(`${address}/rotation`)).html).not.toContain(fresh);
  hook.calls.length = 0;
  await (await ines().get(address)).submit("Send a test");
  await until(() => hook.calls.some(({ data }) => data.endpoint === id));
  const call = hook.calls.find(({ data }) => data.endpoint === id);
  for (const key of [fresh, secret])
    new Webhook(key).verify(call?.body ?? "", call?.headers as Record<string, string>);
});

test("an endpoint is changed and removed, and a stale change shows both versions", async () => {
  const { address, id } = await made({ types: ["product.created"] });
  const [first, second] = [await ines().get(`${address}/edit`), await ines().get(`${address}/edit`)];
  const types = ["review.created", "product.deleted"];
  await first.submit("Save endpoint", { types });
  expect((await db.webhookEndpoint.findUniqueOrThrow({ where: { id } })).types).toBe(types.join(" "));
  const late = await second.submit("Save endpoint", { description: "Mine" });
  expect(late.status).toBe(409);
  expect(late.text).toContain("Mine");
  await (await ines().get(`${address}/removal`)).submit("Remove it");
  expect((await ines().get(address)).status).toBe(404);
});

test("a sender is let in, with a secret that is shown once or was pasted", async () => {
  const sources = await ines().get("/admin/webhooks/sources");
  const page = await sources.submit("Let them send", { name: "Bank", word: "bank", kind: "standard" });
  const secret = page.root.querySelector("textarea[readonly]")?.textContent.trim() ?? "";
  const body = '{"type":"paid"}';
  const at = new Date();
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
  };
  const answer = await home.fetch("/api/webhooks/in/bank", { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  const { id } = await db.webhookSource.findFirstOrThrow();
  const shown = await ines().get(`/admin/webhooks/sources/${id}`);
  expect(shown.text).toContain("/api/webhooks/in/bank");
  expect(shown.text).toContain("paid");
  const wrongs: Record<string, string>[] = [
    { name: "Other", word: "bank", kind: "standard" },
    { name: "Till", word: "till", kind: "stripe" },
    { name: "Bad", word: "bad", kind: "standard", secret: "not base64!" },
    { name: "Bad", word: "../in", kind: "standard" },
  ];
  for (const wrong of wrongs) {
    const again = await (await ines().get("/admin/webhooks/sources")).submit("Let them send", wrong);
    expect(again.status, JSON.stringify(wrong)).toBeGreaterThanOrEqual(400);
  }
  expect(await db.webhookSource.count()).toBe(1);
  await (await ines().get(`/admin/webhooks/sources/${id}/removal`)).submit("Remove it");
  expect((await home.fetch("/api/webhooks/in/bank", { method: "POST", headers, body })).status).toBe(404);
});

test("the bench says which step of a signature fails, as often as one asks, and keeps nothing", async () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const headers = [
    "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp: 1614265330",
    "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  ].join("\n");
  const body = '{"test": 2432232314}';
  const bench = await ines().get("/admin/webhooks/bench");
  const verify = (fields: Record<string, string>) =>
    bench.submit("Verify", { secret, headers, body, ...fields });
  expect((await verify({})).text).toContain("It fails at: timestamp");
  expect((await verify({ ignoreAge: "on" })).text).toContain("It verifies");
  expect((await verify({ ignoreAge: "on", body: `${body}\n` })).text).toContain("no line end behind it");
  expect((await verify({ secret: "x".repeat(2_000) })).status).toBe(400);
  expect(await db.idempotencyRecord.count({ where: { scope: { contains: "bench" } } })).toBe(0);
});

test("a shop that is not told otherwise takes no address at home, whatever the form says", async () => {
  await home.stop();
  await db.webhookEndpoint.deleteMany();
  const strict = await startServer();
  for (const url of [
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://0x7f.1/",
    "http://shop.example/",
    "https://169.254.169.254/",
    "javascript:alert(1)",
    `https://shop.example/${"x".repeat(3_000)}`,
    "",
  ]) {
    const form = await visitor(strict, owner.cookie).get("/admin/webhooks/new");
    expect((await form.submit("Create endpoint", { url, all: "on" })).status, url).toBe(400);
  }
  expect(await db.webhookEndpoint.count()).toBe(0);
});
