import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../../factories/people";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";
import { somebody, titlesOf } from "./inhabitants";

let server: RunningServer;
let owner: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  owner = await signIn({ role: "owner", name: "Ines" });
  server = await startServer();
});

const write = async (browser: ReturnType<typeof visitor>, fields: Record<string, string | string[]>) =>
  (await browser.get("/inbox/new")).submit("Send it", fields);

test("a note to one's devices says how far it got, and is taken back while nobody has read it", async () => {
  const { userId, browser } = await somebody(server);
  const sent = await write(browser, { to: "all", title: "Milk", text: "Two bottles" });
  for (const words of ["Your message is on its way", "you to your devices", "Waits to be fetched"])
    expect(sent.text).toContain(words);
  expect(titlesOf(await browser.get("/inbox?view=unread"))).toEqual([]);
  expect(titlesOf(await browser.get("/inbox?view=sent"))).toEqual(["Milk"]);

  const after = await sent.submit("Take back: Milk");

  expect(after.text).toContain("It is taken back");
  expect(titlesOf(after)).toEqual([]);
  const copy = await db.relayMessage.findFirst({ where: { message: { senderUserId: userId } } });
  expect(copy).toMatchObject({ state: "withdrawn" });
});

test("a customer writes to the owner, who sees from whom; once it is read it cannot be taken back", async () => {
  const { browser } = await somebody(server, "Ben");
  const sent = await write(browser, { to: "owner", title: "A wish", url: "https://a.example/wish" });
  expect(sent.text).toContain("you to the owner");

  const inbox = await visitor(server, owner.cookie).get("/inbox");
  expect(inbox.text).toContain("from Ben");
  await inbox.submit("Mark as read: A wish");
  const refused = await sent.submit("Take back: A wish");

  expect(refused.status).toBe(409);
  expect(refused.text).toContain("read already");
});

test("a form sent twice is one message", async () => {
  const { userId, browser } = await somebody(server);
  const page = await browser.get("/inbox/new");
  for (let time = 1; time <= 2; time++)
    expect((await page.submit("Send it", { to: "all", text: "Once" })).status).toBe(200);
  expect(await db.message.count({ where: { senderUserId: userId } })).toBe(1);
});

test("nobody writes to another's device", async () => {
  const { userId, browser } = await somebody(server);
  const ben = await somebody(server, "Ben");
  expect((await write(browser, { to: ben.phone, text: "Boo" })).status).toBe(404);
  expect(await db.message.count({ where: { senderUserId: userId } })).toBe(0);
});

test("a message without words, to nobody or to what is no address comes back and is not sent", async () => {
  const { userId, browser } = await somebody(server);
  const page = await browser.get("/inbox/new");
  const bad: Record<string, string | string[]>[] = [
    { to: "all" },
    { to: "everybody", text: "Hello" },
    { to: ["all", "owner"], text: "Hello" },
    { to: "all", text: "\u0000?!" },
    { to: "all", text: "x".repeat(10_001) },
    { to: "all", title: "two\nlines", text: "Hello" },
    { to: "all", url: "javascript:alert(1)" },
    { to: "all", url: "not an address" },
    { to: "all", "__proto__.text": "Hello" },
  ];
  for (const fields of bad)
    expectRefused(await page.submit("Send it", fields), JSON.stringify(fields).slice(0, 60));
  expect(await db.message.count({ where: { senderUserId: userId } })).toBe(0);
});

test("what the owner wrote comes back when everybody has left the group meanwhile", async () => {
  const { phone } = await somebody(server, "Cleo");
  await db.device.update({ where: { id: phone }, data: { name: "The last one" } });
  const counted = await visitor(server, owner.cookie).get("/admin/devices?named=The+last+one");
  await db.device.update({ where: { id: phone }, data: { revokedAt: new Date() } });

  const refused = await counted.submit("Send to 1 device", { title: "Moving", text: "The shop moves house" });

  expect(refused.status).toBe(409);
  for (const words of ["No device is in this group any more", "The shop moves house"])
    expect(refused.text).toContain(words);
});

test("a name that more than a thousand devices have is counted whole", async () => {
  const { userId } = await somebody(server, "Dora");
  const phones = Array.from({ length: 1_001 }, (_, n) => ({
    ...{ userId, name: "My phone", model: "", prefix: "atl_dev_", tokenHash: `many-${n}` },
  }));
  await db.device.createMany({ data: phones });
  const counted = await visitor(server, owner.cookie).get("/admin/devices?named=My+phone");
  expect(counted.text).toContain("1001 devices of 1 person");
});
