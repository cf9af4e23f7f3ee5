import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Role } from "~/contexts";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { createUser, signIn } from "../../factories/people";
import { device, until } from "../../realtime/device";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

let server: RunningServer;
let owner: ReturnType<typeof visitor>;

beforeAll(async () => {
  const { cookie } = await signIn({ role: "owner", name: "Ines" });
  server = await startServer();
  owner = visitor(server, cookie);
});
beforeEach(async () => {
  await db.device.deleteMany();
});

async function phoneOf(role: Role, more: { name?: string; app?: string; appVersion?: string } = {}) {
  const user = await createUser({ role });
  return { user, ...(await createDevice({ userId: user.id, name: "Phone", model: "", ...more })) };
}

const group = (fields: Record<string, string>) => owner.get(`/admin/devices?${new URLSearchParams(fields)}`);
const received = () =>
  db.relayMessage.findMany({
    where: { message: { senderUserId: { not: null } } },
    select: { deviceId: true },
  });

test("the owner sees how many a group is before anything is sent, and then sends to just these", async () => {
  const old = await phoneOf("customer", { appVersion: "1.0.0" });
  await phoneOf("customer", { appVersion: "2.0.0" });
  await phoneOf("owner", { appVersion: "1.0.0" });
  await createDevice({ userId: old.user.id, name: "Old tablet", model: "", appVersion: "1.0.0" });

  expect((await owner.get("/admin/devices")).text).not.toContain("Send to");
  const counted = await (await owner.get("/admin/devices")).submit("Count them", {
    role: "customer",
    appVersion: "1.0.0",
  });
  expect(counted.text).toContain("2 devices of 1 person");
  expect(await received()).toEqual([]);
  const sent = await counted.submit("Send to 2 devices", { title: "Upgrade", text: "Version 2 is better" });

  expect(sent.text).toContain("It is on its way to 2 devices");
  const devices = await db.device.findMany({ where: { userId: old.user.id }, select: { id: true } });
  const ids = (await received()).map(({ deviceId }) => deviceId);
  expect(ids.sort()).toEqual(devices.map(({ id }) => id).sort());
});

test("a device or a person is found by its name, and everybody by choosing nothing", async () => {
  const { user, id } = await phoneOf("customer", { name: "Kitchen tablet" });
  await phoneOf("customer");
  for (const named of ["Kitchen tablet", user.email.toUpperCase()])
    expect((await group({ named })).text, named).toContain("1 device of 1 person");
  expect((await group({ named: "Nothing like it" })).text).toContain("0 devices");
  expect((await group({ named: "Nothing like it" })).html).not.toContain("Send to");
  expect((await group({ role: "" })).text).toContain("2 devices of 2 people");

  const page = await group({ named: "Kitchen tablet" });
  await page.submit("Send to 1 device", { text: "Dinner" });
  expect(await received()).toEqual([{ deviceId: id }]);
});

test("what was sent reaches a connected device, stands in both inboxes, and can be taken back", async () => {
  const reader = await signIn({ name: "Ana" });
  const { token } = await createDevice({ userId: reader.user.id, name: "Phone", model: "" });
  const phone = device(server, { token });
  await until(() => phone.cursor() !== "");
  const text = `News ${Date.now()}`;
  await (await group({ role: "customer" })).submit("Send to 1 device", { title: text, text: "Read this" });

  await until(() => phone.events.some(({ data }) => (data as { title?: string }).title === text));
  expect((await visitor(server, reader.cookie).get("/inbox?view=unread")).text).toContain(text);
  const sent = await owner.get("/inbox?view=sent");
  expect(sent.text).toContain("you to a group of devices");
  expect((await sent.submit(`Take back: ${text}`)).text).toContain("It is taken back");
  expect((await visitor(server, reader.cookie).get("/inbox")).text).not.toContain(text);
  await until(() => phone.events.some(({ type }) => type === "message.withdrawn"));
  phone.close();
});

test("a read announcement is read for its reader alone", async () => {
  const [ana, ben] = [await signIn({ name: "Ana" }), await signIn({ name: "Ben" })];
  for (const { user } of [ana, ben]) await createDevice({ userId: user.id, name: "Phone", model: "" });
  await (await group({ role: "customer" })).submit("Send to 2 devices", {
    title: "Holiday",
    text: "Back soon",
  });

  await (await visitor(server, ana.cookie).get("/inbox")).submit("Mark as read: Holiday");

  expect((await visitor(server, ana.cookie).get("/inbox?view=unread")).text).toContain("Nothing new");
  expect((await visitor(server, ben.cookie).get("/inbox?view=unread")).text).toContain("Holiday");
});

test("a form that makes no sense, or whose group is empty by now, sends nothing and says so", async () => {
  const { id } = await phoneOf("customer");
  const page = await group({ role: "customer" });
  for (const fields of [
    {},
    { text: "Hello", role: "stranger" },
    { text: "Hello", app: ["relay", "air"] },
    { text: "Hello", appVersion: "9".repeat(1_000) },
    { text: "Hello\u0000", named: "x" },
    { url: "ftp://a.example" },
  ] as Record<string, string | string[]>[])
    expectRefused(await page.submit("Send to 1 device", fields), JSON.stringify(fields).slice(0, 60));
  await db.device.delete({ where: { id } });
  const late = await page.submit("Send to 1 device", { text: "Hello" });
  expect(late.status).toBe(409);
  expect(await received()).toEqual([]);
});
