import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { createUser, signIn } from "../factories/people";
import { createProduct } from "../factories/shop";
import { device, until } from "../realtime/device";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
beforeAll(async () => {
  await createUser({ role: "owner", name: "Ines" });
  for (const word of ["plain", "scripted"]) await createProduct({ name: `Levelhead ${word}` });
  server = await startServer();
});

bothWays(({ javaScript, word, enter }) => {
  test("Ana writes to her phone, sees that it came, reads what it answers and puts that away", async () => {
    const { user, cookie } = await signIn({ name: "Ana" });
    const { token } = await createDevice({ userId: user.id, name: "My phone", model: "" });
    const ana = await enter(server, { cookie });
    await ana.visit("/account");
    await ana.follow("Inbox");
    await ana.sees("Nothing here");
    await ana.follow("Write");
    await ana.fill({ To: "My phone", Title: "Milk", Text: "Two bottles" });
    expect(await ana.press("Send it")).toBeLessThan(400);
    await ana.sees("Your message is on its way", "On 0 of 1 device");

    const phone = device(server, { token });
    await until(() => phone.events.length === 1);
    const said = {
      clientId: `answer-${word}`,
      to: "all",
      type: "note",
      data: { title: "Done", text: "Got it" },
    };
    expect(await phone.ask("message:send", said)).toMatchObject({ ok: true });
    const arrived = { device: { userId: user.id }, ackedAt: { not: null } };
    await until(async () => (await db.relayMessage.count({ where: arrived })) === 1);
    if (!javaScript) await ana.visit("/inbox");
    await ana.sees("Got it", "On 1 device");
    expect(await ana.barriers()).toEqual([]);
    expect(await ana.overflow()).toBe(0);

    await ana.follow("Unread (1)");
    await ana.press("Mark as read: Done");
    await ana.sees("Marked as read.", "Nothing new");
    await ana.follow("All");
    await ana.press("Put away: Done");
    await ana.sees("Put away.");
    expect(await ana.reads("Got it")).toBe(false);
    if (javaScript) {
      await phone.ask("message:send", { ...said, clientId: "later", data: { text: "And bread" } });
      await ana.sees("And bread");
      expect(await ana.page.getByRole("status").allTextContents()).toContain("1 unread message");
      expect(await ana.reads("Put away.")).toBe(true);
    }
    await phone.ask("message:read", { ids: [phone.events[0]?.id] });
    if (!javaScript) await ana.visit("/inbox");
    await ana.page.getByText("On 1 device").click();
    await ana.sees("Read");
    phone.close();
  });

  test("a product is followed from its page, and no more", async () => {
    const { cookie } = await signIn();
    const ana = await enter(server, { cookie });
    await ana.visit(`/products/levelhead-${word}`);
    await ana.follow("Hear of new versions");
    await ana.press("Follow");
    await ana.sees("You will hear of new versions");
    await ana.follow("Hear of new versions");
    await ana.sees("You follow Levelhead");
    await ana.press("Follow no more");
    await ana.sees("no more.");
  });

  test("the owner counts a group, writes to it and is told when words are missing", async () => {
    const { cookie } = await signIn({ role: "owner" });
    const { user } = await signIn({ name: "Ben" });
    await createDevice({ userId: user.id, name: `Tablet ${word}`, model: "" });
    const owner = await enter(server, { cookie });
    await owner.visit("/admin/devices");
    await owner.fill({ "Only devices of this name, or of this person": `Tablet ${word}` });
    await owner.page.getByRole("button", { name: "Count them" }).click();
    await owner.sees("1 device of 1 person");
    await owner.settled();
    expect(await owner.press("Send to 1 device")).toBe(400);
    await owner.sees("Write something, or give a link");
    await owner.fill({ Text: "The shop moves house" });
    await owner.press("Send to 1 device");
    await owner.sees("It is on its way to 1 device");
  });
});
