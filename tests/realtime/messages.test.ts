import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { setMaintenance } from "~/models/site/maintenance.server";
import { createUser } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

let server: RunningServer;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  await createUser({ role: "owner", name: "Owner" });
  server = await startServer();
});

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

type Options = Parameters<typeof device>[2];
type Phone = ReturnType<typeof device> & { id: string; userId: string; token: string };

async function connect(userId: string, options?: Options): Promise<Phone> {
  const { id, token } = await createDevice({ userId, name: "Phone", model: "" });
  const one = Object.assign(device(server, { token }, options), { id, userId, token });
  open.push(one);
  await until(() => one.cursor() !== "");
  return one;
}

/** Some devices of one account. */
async function account(count: number, options?: Options) {
  const { id } = await createUser();
  const phones: Phone[] = [];
  for (let n = 0; n < count; n++) phones.push(await connect(id, options));
  return phones as [Phone, Phone, Phone];
}

let names = 0;
const note = (more: object = {}) => ({
  clientId: `name-${++names}`,
  to: "all",
  type: "note",
  data: { text: "Hello" },
  ...more,
});

test("what a device sends to all reaches the others of its account and nobody else", async () => {
  const [ana, tablet, watch] = await account(3);
  const [ben] = await account(1);

  const answer = await ana.ask("message:send", note({ data: { text: "For us" } }));

  expect(answer).toMatchObject({ ok: true, duplicate: false });
  await until(() => tablet.events.length === 1 && watch.events.length === 1);
  expect(tablet.events[0]).toMatchObject({
    id: answer.id,
    type: "note",
    data: { text: "For us" },
    from: ana.id,
  });
  expect([ana.events, ben.events]).toEqual([[], []]);
});

test("a type that only a newer app knows is carried as it is", async () => {
  const [ana, tablet] = await account(2);
  const data = { since: 5, nested: { list: [1, null, "ü"] } };
  expect(await ana.ask("message:send", note({ type: "timer.started", data }))).toMatchObject({ ok: true });
  await until(() => tablet.events.length === 1);
  expect(tablet.events[0]).toMatchObject({ type: "timer.started", data });
});

test("a message to the owner reaches the owner's devices, and its sender sees how far it got without their names", async () => {
  const owner = await db.user.findFirstOrThrow({ where: { role: "owner" }, orderBy: { createdAt: "asc" } });
  const shop = await connect(owner.id);
  const [ana] = await account(1);
  const { id } = await ana.ask("message:send", note({ to: "owner" }));
  await until(() => shop.events.some((event) => event.id === id));
  const copies = async () => (await ana.ask("message:state", { id })).copies;
  await until(async () => (await copies())[0].state === "acked");
  expect(await copies()).toMatchObject([{ deviceId: null, deviceName: null, state: "acked" }]);
});

test("fifty at once and one after a restart under one clientId are one message", async () => {
  const [ana, tablet] = await account(2);
  const message = note();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ana.ask("message:send", message)));
  await server.kill();
  await server.start();
  await until(() => ana.socket.connected && tablet.socket.connected);
  const last = await ana.ask("message:send", message);

  expect(new Set([...answers, last].map(({ id, seq }) => `${id} ${seq}`)).size).toBe(1);
  expect(answers.filter(({ duplicate }) => !duplicate).length).toBe(1);
  expect(last.duplicate).toBe(true);
  await ana.ask("message:send", note({ data: { text: "The end" } }));
  await until(() => tablet.events.some(({ data }) => (data as { text: string }).text === "The end"));
  expect(tablet.events.filter(({ id }) => id === last.id).length).toBe(1);
});

test("one clientId for two messages is refused and the first stays", async () => {
  const [ana] = await account(2);
  const message = note();
  await ana.ask("message:send", message);
  expect(await ana.ask("message:send", { ...message, data: { text: "Other" } })).toMatchObject({
    ok: false,
    code: "reused",
    retryable: false,
  });
  expect(await db.message.count({ where: { clientId: message.clientId } })).toBe(1);
});

test("what is read on one device is read on the others and in the inbox", async () => {
  const [ana, tablet, watch] = await account(3);
  const { id } = await ana.ask("message:send", note());
  await until(() => tablet.events.length === 1 && watch.events.length === 1);
  expect(await tablet.ask("message:read", { ids: [id] })).toEqual({ ok: true, read: 1 });
  await until(() => watch.events.length === 2);
  expect(watch.events[1]).toMatchObject({ type: "message.read", data: { ids: [id] } });
  expect(tablet.events.length).toBe(1);
  const { copies } = await ana.ask("message:state", { id });
  expect(copies.map(({ state }: { state: string }) => state)).toEqual(["read", "read"]);
  expect((await db.message.findUniqueOrThrow({ where: { id } })).readAt).not.toBeNull();
});

test("what is taken back is forgotten where it is and never reaches who was away", async () => {
  const [ana, tablet, watch] = await account(3);
  watch.close();
  const { id } = await ana.ask("message:send", note());
  await until(() => tablet.events.length === 1);
  expect(await ana.ask("message:withdraw", { id })).toEqual({ ok: true });
  await until(() => tablet.events.length === 2);
  expect(tablet.events[1]).toMatchObject({ type: "message.withdrawn", data: { id } });
  await ana.ask("message:send", note({ data: { text: "Later" } }));
  watch.socket.connect();
  await until(() => watch.events.length === 1);
  expect(watch.events[0]).toMatchObject({ data: { text: "Later" } });
  expect(await ana.ask("message:withdraw", { id })).toEqual({ ok: true });
});

test("nobody takes back what was read, nor what somebody else has sent", async () => {
  const [ana, tablet] = await account(2);
  const [ben] = await account(1);
  const { id } = await ana.ask("message:send", note());
  await until(() => tablet.events.length === 1);
  expect(await ben.ask("message:withdraw", { id })).toMatchObject({ ok: false, code: "not_found" });
  expect(await ben.ask("message:state", { id })).toMatchObject({ ok: false, code: "not_found" });
  expect(await ben.ask("message:read", { ids: [id] })).toEqual({ ok: true, read: 0 });
  await tablet.ask("message:read", { ids: [id] });
  expect(await ana.ask("message:withdraw", { id })).toMatchObject({ ok: false, code: "conflict" });
});

test("the newest under a collapse key takes the place of those that wait", async () => {
  const [ana, tablet] = await account(2);
  tablet.close();
  for (const text of ["one", "two", "three"])
    await ana.ask("message:send", note({ type: "clipboard", data: { text }, collapseKey: "clipboard" }));
  await ana.ask("message:send", note());
  tablet.socket.connect();
  await until(() => tablet.events.length === 2);
  expect(tablet.events.map(({ seq, type, data }) => [seq, type, data])).toEqual([
    [3, "clipboard", { text: "three" }],
    [4, "note", { text: "Hello" }],
  ]);
});

test("what has expired is not delivered", async () => {
  const [ana, tablet] = await account(2);
  tablet.close();
  const { id } = await ana.ask("message:send", note({ ttlSeconds: 1 }));
  await ana.ask("message:send", note({ data: { text: "Lasting" } }));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  tablet.socket.connect();
  await until(() => tablet.events.length === 1);
  expect(tablet.events[0]).toMatchObject({ seq: 2, data: { text: "Lasting" } });
  const state = async () => (await ana.ask("message:state", { id })).copies[0].state;
  await until(async () => (await state()) === "expired");
});

const long = "x".repeat(200_000);
test.each([
  ["nothing", undefined],
  ["null", null],
  ["a list", [1]],
  ["a text", "x"],
  ["no clientId", { ...note(), clientId: undefined }],
  ["a clientId with a NUL", note({ clientId: "\u0000" })],
  ["no type", { ...note(), type: undefined }],
  ["a type in capitals", note({ type: "NOTE" })],
  ["a type of the shop", note({ type: "product.published" })],
  ["an unknown member", note({ surprise: 1 })],
  ["data that is a list", note({ data: [] })],
  ["a NUL in the data", note({ type: "x", data: { a: "\u0000" } })],
  ["half a character", note({ type: "x", data: { a: "\ud800" } })],
  ["__proto__ in the data", note({ type: "x", data: JSON.parse('{"a":{"__proto__":1}}') })],
  ["__proto__ as a member", JSON.parse('{"__proto__":{"ok":true}}')],
  ["bytes", note({ type: "x", data: { a: Buffer.from("x") } })],
  ["a time of zero", note({ ttlSeconds: 0 })],
  ["a time of years", note({ ttlSeconds: 7_776_001 })],
  ["a note without text", note({ data: {} })],
  ["a link that runs", note({ type: "link", data: { url: "javascript:alert(1)" } })],
  ["a strange address", note({ to: "everybody" })],
])("a message with %s is refused and nothing is written", async (_, payload) => {
  const [ana] = await account(1);
  expect(await ana.ask("message:send", payload)).toMatchObject({
    ok: false,
    code: "invalid",
    retryable: false,
  });
  expect(await db.message.count({ where: { senderDeviceId: ana.id } })).toBe(0);
});

test("a device of somebody else cannot be addressed", async () => {
  const [ana] = await account(1);
  const [ben] = await account(1);
  expect(await ana.ask("message:send", note({ to: ben.id }))).toMatchObject({ ok: false, code: "not_found" });
  expect(ben.events).toEqual([]);
});

test("over 64 kB is too large, and the connection goes on", async () => {
  const [ana, tablet] = await account(2);
  expect(await ana.ask("message:send", note({ type: "x", data: { long } }))).toMatchObject({
    ok: false,
    code: "too_large",
    retryable: false,
  });
  expect(
    await ana.ask("message:send", note({ type: "x", data: { text: "x".repeat(60_000) } })),
  ).toMatchObject({
    ok: true,
  });
  await until(() => tablet.events.length === 1);
});

test("an acknowledgement that is missing or no function harms nobody", async () => {
  const [ana, tablet] = await account(2);
  ana.socket.emit("message:send", note({ data: { text: "No answer wanted" } }));
  ana.socket.emit("message:send", note({ data: { text: "Strange answer" } }), "not a function");
  ana.socket.emit("message:send");
  ana.socket.emit("message:read", { ids: "x" });
  ana.socket.emit("message:read", { ids: [] }, {}, () => {});
  await until(() => tablet.events.length === 2);
  expect(await ana.ask("message:read", { ids: ["x"] })).toMatchObject({ ok: false, code: "invalid" });
  expect(await ana.ask("message:withdraw", { id: { $ne: "" } })).toMatchObject({
    ok: false,
    code: "invalid",
  });
});

test("in maintenance devices stay, read and acknowledge, and a message is refused for now", async () => {
  const [ana, tablet] = await account(2);
  const { id } = await ana.ask("message:send", note());
  await until(() => tablet.events.length === 1);
  const owner = await db.user.findFirstOrThrow({ where: { role: "owner" } });
  await setMaintenance({ enabled: true, message: "" }, { actor: owner.id });
  await server.stop();
  await server.start();
  await until(() => ana.socket.connected && tablet.socket.connected);
  expect(await ana.ask("message:send", note())).toMatchObject({
    ok: false,
    code: "maintenance",
    retryable: true,
    retryAfterSeconds: 300,
  });
  expect(await tablet.ask("message:read", { ids: [id] })).toEqual({ ok: true, read: 1 });
  await setMaintenance({ enabled: false, message: "" }, { actor: owner.id });
  await server.stop();
  await server.start();
});
