import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { readMessages } from "~/models/relay/reading.server";
import { sendFrom, sendNote } from "../../factories/inbox";
import { createUser, keyHeaders } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { tokenFor } from "../../setup/form-token";
import { program } from "../../setup/program";
import { type RunningServer, startServer } from "../../setup/server";
import { somebody, titlesOf } from "./inhabitants";

let server: RunningServer;
beforeAll(async () => {
  await createUser({ role: "owner", name: "Ines" });
  server = await startServer();
});

const note = (title: string) => ({ type: "note", data: { title, text: "So it is" } });

test("what a device sends is read on the web, in words for what it is", async () => {
  const { from, browser } = await somebody(server);
  const file = {
    name: "bill.pdf",
    mediaType: "application/pdf",
    sizeBytes: 12_345,
    url: "https://a.example/b",
  };
  for (const message of [
    { type: "sms", data: { number: "+49 30 1", text: "Running late", direction: "in", name: "Ben" } },
    { type: "call", data: { number: "+49 30 2", state: "missed", durationSeconds: 75 } },
    { type: "clipboard", data: { text: "copied <b>words</b>" } },
    { type: "link", data: { url: "https://a.example/c", title: "A page" } },
    { type: "file", data: file },
    { type: "notification", data: { app: "org.mail", title: "Ben wrote", link: "javascript:alert(1)" } },
    { type: "timer.started", data: { seconds: 90, nested: { is: ["carried"] } } },
  ])
    await sendFrom(from, message);

  const page = await browser.get("/inbox");

  const titles = ["timer.started", "Ben wrote", "bill.pdf", "A page", "Copied text", "+49 30 2"];
  expect(titlesOf(page)).toEqual([...titles, "From Ben, +49 30 1"]);
  for (const words of [
    "Running late",
    "Missed call",
    "1 min 15 s",
    "12 kB",
    '"carried"',
    "from Phone of Ana",
  ])
    expect(page.text).toContain(words.replace("from ", ""));
  expect(page.root.querySelectorAll("main b")).toHaveLength(0);
  const links = page.root
    .querySelectorAll("main li p + a, main li div + a, main li dl + a, main li pre + a")
    .map((link) => link.getAttribute("href"));
  expect(links).toEqual(["https://a.example/b", "https://a.example/c"]);
});

test("a question to the owner stands in their inbox once, whatever devices they have, and is put away everywhere", async () => {
  const owner = await somebody(server, "Olga");
  await db.user.update({ where: { id: owner.userId }, data: { role: "owner" } });
  const { slug } = await createProduct({ name: "Quoin" });
  const { browser } = await somebody(server, "Ben");
  await (await browser.get(`/products/${slug}/question`)).submit("Send question", { body: "Does it float?" });
  const asked = "Ben asks about Quoin";
  await expect.poll(async () => titlesOf(await owner.browser.get("/inbox"))).toContain(asked);
  const page = await owner.browser.get("/inbox");
  expect(titlesOf(page).filter((title) => title === asked)).toHaveLength(1);
  expect(page.text).toContain("Answer by mail");
  expect(page.text).toContain("On 0 of 1 device");

  const after = await page.submit(`Put away: ${asked}`);

  expect(titlesOf(after)).not.toContain(asked);
  const { userId } = owner;
  expect(await db.notification.findFirst({ where: { userId } })).toMatchObject({
    deletedAt: expect.any(Date),
  });
  expect(await db.relayMessage.findFirst({ where: { message: { userId } } })).toMatchObject({
    state: "read",
  });
});

test("read on the web is read on the devices, one by one or all that was seen", async () => {
  const { userId, from, browser } = await somebody(server);
  const tablet = await createDevice({ userId, name: "Tablet", model: "" });
  for (const title of ["One", "Two", "Three"]) await sendFrom(from, note(title));

  const two = await (await browser.get("/inbox?view=unread")).submit("Mark as read: One");
  expect(titlesOf(two)).toEqual(["Three", "Two"]);
  expect(two.text).toContain("Unread (2)");
  await sendFrom(from, note("Four"));
  const rest = await two.submit("Mark all as read");

  expect(rest.text).toContain("2 messages are marked as read");
  expect(titlesOf(rest)).toEqual(["Four"]);
  expect(titlesOf(await browser.get("/inbox?view=read"))).toEqual(["Three", "Two", "One"]);
  const copies = await db.relayMessage.findMany({ where: { deviceId: tablet.id }, orderBy: { seq: "asc" } });
  expect(copies.map(({ state }) => state)).toEqual(["read", "read", "read", "queued"]);
});

test("what is read on a device is read on the web", async () => {
  const { from, browser } = await somebody(server);
  const { id } = await sendFrom(from, note("Heard"));
  expect(titlesOf(await browser.get("/inbox?view=unread"))).toEqual(["Heard"]);
  await readMessages(from, [id]);
  expect((await browser.get("/inbox?view=unread")).text).toContain("Nothing new");
});

test("nobody reads, takes back or puts away what is another's", async () => {
  const ana = await somebody(server);
  const { id } = await sendNote({ text: "Only for Ana" }, ana);
  const ben = await somebody(server, "Ben");
  for (const word of ["reading", "withdrawal", "dismissal"])
    for (const other of [id, "none", "00000000-0000-0000-0000-000000000000"]) {
      const address = `/inbox/${other}/${word}`;
      const body = new URLSearchParams({ _token: tokenFor(ben.token, address) });
      const sent = { method: "POST", headers: { Origin: server.origin }, body };
      expect((await ben.browser.send(address, sent)).status, address).toBe(404);
    }

  expect((await ben.browser.get("/inbox")).text).not.toContain("Only for Ana");
  const untouched = { readAt: null, withdrawnAt: null, dismissedAt: null };
  expect(await db.message.findUnique({ where: { id } })).toMatchObject(untouched);
});

test("a long inbox has pages that neither repeat nor leave out", async () => {
  const { userId, from, browser } = await somebody(server);
  for (let n = 1; n <= 45; n++) await (n % 2 ? sendNote({}, { userId }) : sendFrom(from, note("From afar")));
  const seen: string[] = [];
  for (let address: string | undefined = "/inbox"; address; ) {
    const page = await browser.get(address);
    const forms = page.root.querySelectorAll("form[action*=dismissal]");
    seen.push(...forms.map((form) => form.getAttribute("action")?.split("/")[2] ?? ""));
    const older = page.root.querySelectorAll("a").find(({ text }) => text === "Older messages");
    address = older?.getAttribute("href");
  }
  expect(seen).toHaveLength(45);
  expect(new Set(seen).size).toBe(45);
});

test("news of a product leave the inbox with the product", async () => {
  const { browser } = await somebody(server);
  const call = program(server, await keyHeaders());
  const { slug: category } = await db.category.findFirstOrThrow();
  const { json } = await call("POST", "/api/products", {
    json: { name: "Tidepool", published: true, category },
  });
  const told = "Tidepool is new in the shop";
  await expect.poll(async () => titlesOf(await browser.get("/inbox"))).toContain(told);

  await call("DELETE", `/api/products/${(json.data as { id: string }).id}`);

  expect(titlesOf(await browser.get("/inbox"))).not.toContain(told);
});

test("a question that makes no sense shows the inbox", async () => {
  const { browser } = await somebody(server);
  for (const query of ["view=none", "before=-1", "before=99999999999", "before=1&before=2", "view[]=read"])
    expect((await browser.get(`/inbox?${query}`)).status, query).toBe(200);
});
