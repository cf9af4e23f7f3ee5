import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { env } from "~/env.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { cleanUp, rehearseCleanUp } from "~/models/cleanup/cleanup.server";
import { takeLease } from "~/models/cron/lease.server";
import { runJob } from "~/models/cron/run.server";
import { pictureDisposal } from "~/models/image/disposal.server";
import { startDispatcher } from "~/models/outbox/dispatcher.server";
import { createUser } from "../factories/people";
import { daysAgo, fillTrash, fillWithNotifications } from "../factories/trash";
import { createHook } from "../factories/webhooks";

const uploads = path.join(env.DATA_DIR, "uploads");
const filesOf = (file: string) => [400, 800].map((width) => path.join(uploads, `${file}-${width}.webp`));

function write(file: string) {
  mkdirSync(uploads, { recursive: true });
  for (const name of filesOf(file)) writeFileSync(name, "picture");
}

beforeEach(async () => {
  await cleanUp();
  await db.cronRun.deleteMany();
});

test("what has been in the trash for ninety days is gone, with all that hangs on it and its files", async () => {
  const old = await fillTrash(90);
  for (const { file } of [old.image, old.hanging]) write(file);

  const result = await cleanUp();

  expect(result).toMatchObject({
    cleaned: 4,
    detail: { notifications: 1, reviews: 1, images: 1, products: 1 },
  });
  expect(await db.product.findUnique({ where: { id: old.product.id } })).toBeNull();
  expect(await db.priceTier.count({ where: { productId: old.product.id } })).toBe(0);
  expect(await db.review.findUnique({ where: { id: old.review.id } })).toBeNull();
  expect(await db.productImage.count({ where: { id: { in: [old.image.id, old.hanging.id] } } })).toBe(0);
  expect(await db.notification.findUnique({ where: { id: old.notification.id } })).toBeNull();
  const dispatcher = startDispatcher([pictureDisposal], () => undefined);
  const left = () => [old.image, old.hanging].flatMap(({ file }) => filesOf(file).filter(existsSync));
  await expect.poll(left).toEqual([]);
  await dispatcher.stop();
  expect(await db.product.findUnique({ where: { id: old.shelf.id } })).not.toBeNull();
});

test("what has been in the trash for less than ninety days stays, and so does everything else", async () => {
  const young = await fillTrash(89.99);
  write(young.image.file);

  expect(await cleanUp()).toMatchObject({ cleaned: 0 });

  expect(await db.product.findUnique({ where: { id: young.product.id } })).not.toBeNull();
  expect(await db.review.findUnique({ where: { id: young.review.id } })).not.toBeNull();
  expect(filesOf(young.image.file).every(existsSync)).toBe(true);
});

test("a rehearsal tells what would go and changes nothing", async () => {
  const old = await fillTrash(100);

  const rehearsed = await rehearseCleanUp();

  expect(rehearsed).toMatchObject({ cleaned: 4 });
  expect(await db.product.findUnique({ where: { id: old.product.id } })).not.toBeNull();
  const { runId: _one, ...foretold } = rehearsed;
  const { runId: _other, ...done } = await cleanUp();
  expect(done).toEqual(foretold);
});

test("the outbox tells what was purged, by id", async () => {
  const old = await fillTrash(120);

  const { runId } = await cleanUp();

  const events = await db.event.findMany({ where: { subject: runId }, orderBy: { seq: "asc" } });
  expect(events.map(({ type, data }) => [type, data])).toMatchObject([
    ["notification.purged", { count: 1, ids: [old.notification.id] }],
    ["review.purged", { count: 1, ids: [old.review.id] }],
    ["image.purged", { count: 1, ids: [old.image.id] }],
    ["product.purged", { count: 1, ids: [old.product.id] }],
  ]);
});

test("expired sessions, links and answers are forgotten, but not counted as cleaned", async () => {
  const { id: userId } = await createUser();
  const past = new Date(Date.now() - 1_000);
  const future = new Date(Date.now() + 60_000);
  for (const [name, expiresAt] of Object.entries({ past, future })) {
    await db.session.create({ data: { userId, tokenHash: name, address: "", userAgent: "", expiresAt } });
    await db.oneTimeLink.create({ data: { userId, purpose: "sign-in", tokenHash: name, expiresAt } });
    const dayBefore = new Date(expiresAt.getTime() - 86_400_000);
    await db.pairing.create({ data: { id: name, userId, selector: "", codeHash: "", expiresAt: dayBefore } });
    await db.idempotencyRecord.create({
      data: { scope: "test", key: name, bodyHash: "", status: 200, headers: {}, expiresAt },
    });
    const picture = { file: `waits-${name}`, widths: "40", width: 40, height: 30 };
    await db.upload.create({ data: { ...picture, apiKeyId: "test", expiresAt } });
  }
  await db.cronRun.create({ data: { job: "cleanup", startedAt: daysAgo(91), outcome: "done" } });
  const { id: keyId } = await issueApiKey({ name: "Mirror", scopes: ["products:read"] }, { actor: null });
  for (const days of [29, 31]) {
    const request = { keyId, method: "GET", route: "/api/me", status: 200, ms: 1 };
    await db.apiRequest.create({ data: { id: `${days}`, at: daysAgo(days), ...request } });
  }
  const endpoint = await createHook("https://hooks.example/");
  const source = await db.webhookSource.create({
    data: { word: "a", name: "A", kind: "standard", secret: "" },
  });
  for (const days of [29, 31, 91]) {
    const told = { endpointId: endpoint.id, messageId: `${days}`, seq: 0, type: "webhook.test", subject: "" };
    const settledAt = days === 91 ? null : daysAgo(days);
    await db.webhookDelivery.create({ data: { ...told, at: daysAgo(days), settledAt } });
    const came = { sourceId: source.id, messageId: `${days}`, body: "" };
    await db.webhookMessage.create({ data: { ...came, receivedAt: daysAgo(days) } });
    const batches = { create: { first: 0, outcomes: [] } };
    const brought = { file: `${days}`, format: "csv", bytes: 0, actor: "key", state: "finished", batches };
    await db.import.create({ data: { ...brought, createdAt: daysAgo(days) } });
  }

  expect(await cleanUp()).toMatchObject({
    cleaned: 0,
    expired: {
      sessions: 1,
      oneTimeLinks: 1,
      pairings: 1,
      idempotencyRecords: 1,
      uploads: 1,
      cronRuns: 1,
      apiRequests: 1,
      webhookDeliveries: 1,
      webhookMessages: 1,
      imports: 2,
    },
  });
  expect(await db.session.count({ where: { tokenHash: { in: ["past", "future"] } } })).toBe(1);
});

test("of ten calls at once one does the work, and each is noted", async () => {
  await fillTrash(90);

  const calls = await Promise.allSettled(Array.from({ length: 10 }, cleanUp));

  const done = calls.filter((call) => call.status === "fulfilled");
  const refused = calls.filter((call) => call.status === "rejected");
  expect(done.reduce((sum, call) => sum + call.value.cleaned, 0)).toBe(4);
  for (const call of refused) expect(call.reason).toMatchObject({ code: "running" });
  expect(await db.cronRun.count({ where: { outcome: "done" } })).toBe(done.length);
  expect(await db.cronRun.count({ where: { outcome: "skipped" } })).toBe(refused.length);
  expect(await db.lease.count()).toBe(0);
});

test("a job whose process died can be taken over when its lease ends", async () => {
  await db.cronRun.create({ data: { job: "cleanup" } });
  await db.lease.create({ data: { name: "cleanup", holder: "dead/1", expiresAt: new Date(Date.now() - 1) } });

  expect(await cleanUp()).toMatchObject({ cleaned: 0 });
  expect(await db.cronRun.findMany({ select: { outcome: true }, orderBy: { startedAt: "asc" } })).toEqual([
    { outcome: "failed" },
    { outcome: "done" },
  ]);
});

test("a job that lost its lease undoes its last batch and stops", async () => {
  const { product } = await fillTrash(90);

  const attempt = runJob("other", async ({ progress }) => {
    await db.lease.updateMany({ where: { name: "other" }, data: { holder: "thief" } });
    await progress(1);
    return { cleaned: 1, detail: {} };
  });

  await expect(attempt).rejects.toMatchObject({ code: "running" });
  expect(await db.product.findUnique({ where: { id: product.id } })).not.toBeNull();
  expect(await db.cronRun.findFirst({ where: { job: "other" } })).toMatchObject({
    outcome: "failed",
    cleaned: 0,
  });
  await db.lease.deleteMany();
});

test("a lease is held by one", async () => {
  expect(await takeLease("one")).not.toBeNull();
  expect(await takeLease("one")).toBeNull();
  await db.lease.deleteMany();
});

test("more than a thousand rows go in several changes, none of them long", async () => {
  await fillWithNotifications(2_500);

  const { runId, cleaned } = await cleanUp();

  expect(cleaned).toBe(2_500);
  const events = await db.event.findMany({ where: { subject: runId } });
  expect(events.map(({ data }) => (data as { count: number }).count)).toEqual([1_000, 1_000, 500]);
  expect(await db.cronRun.findUnique({ where: { id: runId } })).toMatchObject({
    cleaned: 2_500,
    outcome: "done",
  });
});
