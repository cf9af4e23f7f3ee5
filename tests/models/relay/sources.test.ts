import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { cleanUp, rehearseCleanUp } from "~/models/cleanup/cleanup.server";
import { runJob } from "~/models/cron/run.server";
import { createDevice } from "~/models/device/registry.server";
import { importProducts } from "~/models/import/import.server";
import { notifications } from "~/models/notification/consumer.server";
import { notify } from "~/models/notification/notify.server";
import { change } from "~/models/outbox/change.server";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import type { Event } from "~/models/outbox/event";
import { archiveProduct } from "~/models/product/archival.server";
import { patchProduct } from "~/models/product/editing.server";
import { publishProduct, unpublishProduct } from "~/models/product/publication.server";
import { relayConsumer } from "~/models/relay/consumer.server";
import { followProduct, unfollowProduct } from "~/models/relay/follow.server";
import { takeMessages } from "~/models/relay/mailbox.server";
import { sendMessage } from "~/models/relay/send.server";
import { writeReview } from "~/models/review/writing.server";
import { accountWith, note } from "../../factories/messages";
import { createUser } from "../../factories/people";
import { createProduct } from "../../factories/shop";

const by = { actor: "test" };
let seq = 0;

/** Lets the shop tell what has happened since the last time, and what was noted while it told. */
async function tell() {
  await consume(notifications, seq);
  seq = await consume(relayConsumer, seq);
}

async function consume(consumer: Consumer, after: number) {
  const events = await db.event.findMany({ where: { seq: { gt: after } }, orderBy: { seq: "asc" } });
  await change(async () => void (await consumer.handle(events as unknown as Event[])));
  return events.at(-1)?.seq ?? after;
}

async function heardBy(deviceId: string) {
  const messages = await takeMessages(deviceId, 0, { take: 256 });
  return messages.map(({ type, data }) => ({ type, data: JSON.parse(data) }));
}

async function phoneOf(userId: string) {
  return (await createDevice({ userId, name: "Phone", model: "" })).id;
}

test("who follows a product hears of its new version, on devices and in the inbox, and others do not", async () => {
  const product = await createProduct({ name: "Followed" });
  const [ana, ben] = [await createUser(), await createUser()];
  const [anas, bens] = [await phoneOf(ana.id), await phoneOf(ben.id)];
  for (const userId of [ana.id, ben.id]) await followProduct({ userId, productId: product.id });
  await unfollowProduct({ userId: ben.id, productId: product.id });
  await tell();
  const { version } = await db.product.findUniqueOrThrow({ where: { id: product.id } });
  await patchProduct({ id: product.id, version: [version], patch: { release: "2.0" } }, by);
  await patchProduct({ id: product.id, patch: { summary: "No new version" } }, by);
  await tell();
  const released = (heard: { type: string }[]) => heard.filter(({ type }) => type === "product.released");
  expect(released(await heardBy(anas))).toMatchObject([{ data: { productId: product.id, release: "2.0" } }]);
  expect(released(await heardBy(bens))).toEqual([]);
  expect(await db.message.count({ where: { userId: ana.id, type: "product.released" } })).toBe(1);
});

test("an imported row that brings a new version tells who follows the product", async () => {
  const product = await createProduct({ name: "Imported", sku: "IMPORTED-1", release: "1.0" });
  const ana = await createUser();
  const phone = await phoneOf(ana.id);
  await followProduct({ userId: ana.id, productId: product.id });
  await tell();
  const { category } = await db.product.findUniqueOrThrow({
    where: { id: product.id },
    select: { category: { select: { slug: true } } },
  });
  const file = path.join(process.env.DATA_DIR ?? "", "releases.csv");
  const columns = "sku,name,summary,version,category,price_cents,currency,downloads_a_month";
  for (const release of ["1.0", "2.0"]) {
    writeFileSync(file, `${columns}\nIMPORTED-1,Imported,,${release},${category.slug},100,USD,\n`);
    await importProducts({ file, dryRun: false }, by);
  }
  await tell();
  const heard = (await heardBy(phone)).filter(({ type }) => type === "product.released");
  expect(heard).toMatchObject([{ data: { productId: product.id, release: "2.0" } }]);
});

test("products that are published one after the other come in that order, each with its own number", async () => {
  await tell();
  const phones = [await phoneOf((await createUser()).id), await phoneOf((await createUser()).id)];
  const names = ["First", "Second", "Third"];
  for (const name of names) await createProduct({ name });
  await tell();
  for (const phone of phones) {
    const heard = await takeMessages(phone, 0, { take: 256 });
    expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(heard.map(({ data }) => JSON.parse(data).name)).toEqual(names);
  }
});

test("nothing is told of a product that has left the shelf, not even what already waits", async () => {
  const { id: userId } = await createUser();
  const phone = await phoneOf(userId);
  const [hidden, deleted, late] = [
    await createProduct({ name: "Hidden", published: false }),
    await createProduct({ name: "Deleted", published: false }),
    await createProduct({ name: "Late", published: false }),
  ];
  const versionOf = async (id: string) => (await db.product.findUniqueOrThrow({ where: { id } })).version;
  for (const { id } of [hidden, deleted]) await publishProduct({ id, version: await versionOf(id) }, by);
  await tell();
  expect((await heardBy(phone)).length).toBe(2);
  await unpublishProduct({ id: hidden.id, version: await versionOf(hidden.id) }, by);
  await archiveProduct({ id: deleted.id }, by);
  // Before the shop has told anything of it.
  expect(await heardBy(phone)).toEqual([]);
  await publishProduct({ id: late.id, version: await versionOf(late.id) }, by);
  await unpublishProduct({ id: late.id, version: await versionOf(late.id) }, by);
  await tell();
  expect(await heardBy(phone)).toEqual([]);
  await publishProduct({ id: hidden.id, version: await versionOf(hidden.id) }, by);
  await tell();
  expect(await heardBy(phone)).toMatchObject([{ data: { productId: hidden.id } }]);
});

test("owners hear of reviews and of jobs that fail, customers of their own notifications alone", async () => {
  const [owner, ana, ben] = [await createUser({ role: "owner" }), await createUser(), await createUser()];
  const [owners, anas, bens] = [await phoneOf(owner.id), await phoneOf(ana.id), await phoneOf(ben.id)];
  const product = await createProduct();
  await tell();
  await writeReview(product.id, { rating: 5, body: "Good" }, { actor: ana.id });
  await expect(runJob("broken", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await notify({ userId: ana.id }, { kind: "note", title: "For Ana" });
  await tell();
  const told = async (id: string) =>
    (await heardBy(id))
      .filter(({ type }) => type !== "product.published")
      .map(({ type, data }) => `${type} ${data.kind ?? ""}`.trim())
      .sort();
  expect(await told(owners)).toEqual(["notification alarm", "notification review", "review.created"]);
  expect(await told(anas)).toEqual(["notification note"]);
  expect(await told(bens)).toEqual([]);
});

test("a full mailbox refuses messages, and what the shop tells empties it into a new epoch", async () => {
  const { userId, devices } = await accountWith(2);
  const [from, to] = devices.map(({ id }) => id);
  const { id: messageId } = await sendMessage({ userId, deviceId: from ?? null }, note("First"));
  const rows = Array.from({ length: 19_999 }, (_, n) => ({ deviceId: to ?? "", seq: n + 2, messageId }));
  await db.relayMessage.createMany({ data: rows });
  await db.device.update({ where: { id: to ?? "" }, data: { lastSeq: 20_000 } });
  await expect(sendMessage({ userId, deviceId: from ?? null }, note("Too many"))).rejects.toMatchObject({
    code: "quota",
  });
  await notify({ userId }, { kind: "note", title: "After the flood" });
  await tell();
  const { epoch, ackedSeq } = await db.device.findUniqueOrThrow({ where: { id: to ?? "" } });
  expect([epoch.startsWith("overflow-"), ackedSeq]).toEqual([true, 20_000]);
  const messages = await takeMessages(to ?? "", ackedSeq, { take: 10 });
  expect(messages.map(({ seq, type }) => [seq, type])).toEqual([[20_001, "notification"]]);
  await sendMessage({ userId, deviceId: from ?? null }, note("Room again"));
});

test("what ended thirty days ago is deleted, what waits stays, and a mailbox remembers how far it was emptied", async () => {
  const { userId, devices } = await accountWith(2);
  const [from, to] = devices.map(({ id }) => id);
  const sender = { userId, deviceId: from ?? null };
  const send = async (text: string) => (await sendMessage(sender, note(text))).id;
  const [old, gone, recent, waits] = [
    await send("Old"),
    await send("Gone"),
    await send("Recent"),
    await send("Waits"),
  ];
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const end = (messageId: string, days: number) =>
    db.relayMessage.updateMany({ where: { messageId }, data: { state: "acked", endedAt: daysAgo(days) } });
  await end(old, 31);
  await end(recent, 29);
  await db.message.updateMany({ where: { id: { in: [old, gone] } }, data: { expiresAt: daysAgo(31) } });
  const { expired } = await cleanUp();
  expect(expired.relayCopies).toBe(1);
  const left = await db.relayMessage.findMany({ where: { deviceId: to ?? "" }, orderBy: { seq: "asc" } });
  expect(left.map(({ messageId, state }) => [messageId, state])).toEqual([
    [gone, "expired"],
    [recent, "acked"],
    [waits, "queued"],
  ]);
  expect((await db.device.findUniqueOrThrow({ where: { id: to ?? "" } })).prunedSeq).toBe(1);
  expect(await db.message.findUnique({ where: { id: old } })).toBeNull();
});

test("what the shop told somebody stays in the inbox until they have read it, however old it is", async () => {
  const { userId } = await accountWith(0);
  const long = new Date(Date.now() - 100 * 86_400_000);
  const told = { type: "notification", data: { title: "A question" }, at: long, expiresAt: long, userId };
  const unread = await db.message.create({ data: { ...told, seq: 2_000_000_001 } });
  const read = await db.message.create({ data: { ...told, seq: 2_000_000_002, readAt: long } });

  const rehearsed = (await rehearseCleanUp()).expired;
  const { expired } = await cleanUp();

  expect(expired).toEqual(rehearsed);
  expect(await db.message.findUnique({ where: { id: unread.id } })).not.toBeNull();
  expect(await db.message.findUnique({ where: { id: read.id } })).toBeNull();
});
