import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice, revokeDevice } from "~/models/device/registry.server";
import { setMaintenance } from "~/models/site/maintenance.server";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";
import { airDevice } from "./air-device";
import { until } from "./device";

let server: RunningServer;
let headers: Record<string, string>;
let category: string;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  category = (await createCategory()).slug;
  headers = { ...(await keyHeaders()), "Content-Type": "application/json" };
  const { id } = await createUser({ role: "owner" });
  await setMaintenance({ enabled: false, message: "Back at noon" }, { actor: id });
  server = await startServer();
});

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function account() {
  const { id: userId } = await createUser();
  return {
    userId,
    add: (name = "Phone") => createDevice({ userId, name, model: "Pixel" }),
  };
}

async function connect(auth: Record<string, unknown>) {
  const one = airDevice(server, auth);
  open.push(one);
  await until(() => one.presence.length > 0 && one.states.length > 0);
  return one;
}

async function writeProduct(method: "POST" | "PUT", path: string, product: object) {
  const response = await server.fetch(path, { method, headers, body: JSON.stringify(product) });
  expect(response.status).toBeLessThan(300);
  return ((await response.json()) as { data: { id: string } }).data.id;
}

test("a device hears who of its account is there, who comes, and who has gone", async () => {
  const { add } = await account();
  const [one, two, never] = [await add("Phone"), await add("Tablet"), await add("Watch")];
  const phone = await connect(one);
  expect(phone.presence[0]).toEqual([
    { id: two.id, name: "Tablet", online: false, lastSeenAt: null },
    { id: never.id, name: "Watch", online: false, lastSeenAt: null },
  ]);

  const tablet = await connect(two);
  await until(() => phone.knows(two.id)?.online === true);
  expect(tablet.presence[0]?.find(({ id }) => id === one.id)).toMatchObject({ name: "Phone", online: true });

  tablet.close();
  await until(() => phone.knows(two.id)?.online === false, 20_000);
  const { lastSeenAt } = phone.knows(two.id) ?? {};
  expect(Math.abs(Date.parse(lastSeenAt ?? "") - Date.now())).toBeLessThan(20_000);
});

test("a device with two connections stays there while one of them lasts", async () => {
  const { add } = await account();
  const [one, two] = [await add(), await add("Tablet")];
  const phone = await connect(one);
  const [wifi, mobile] = [await connect(two), await connect(two)];
  await until(() => phone.knows(two.id)?.online === true);

  wifi.close();
  expect(await phone.ask("signal", { to: two.id, type: "still.there" })).toEqual({ ok: true, reached: 1 });
  await until(() => mobile.signals.length === 1);
});

test("a device that is on the relay only is seen as well", async () => {
  const { add } = await account();
  const [one, two] = [await add(), await add("Tablet")];
  const phone = await connect(one);
  const tablet = airDevice(server, two);
  open.push(tablet);
  tablet.socket.disconnect();
  tablet.relay().connect();
  await until(() => phone.knows(two.id)?.online === true);
});

test("a device that is revoked is out of both namespaces, and the others hear that it has gone", async () => {
  const { userId, add } = await account();
  const [one, two] = [await add(), await add("Lost")];
  const [phone, lost] = [await connect(one), await connect(two)];
  const relay = lost.relay();
  await new Promise((resolve) => relay.once("ready", resolve));
  const reasons: string[] = [];
  for (const socket of [lost.socket, relay]) socket.on("disconnect", (reason) => reasons.push(reason));

  await revokeDevice({ id: two.id, userId });

  await until(() => reasons.length === 2, 5_000);
  expect(reasons).toEqual(["io server disconnect", "io server disconnect"]);
  await until(() => phone.knows(two.id)?.online === false, 20_000);
  expect((await connect(await add("New"))).presence[0]?.map(({ name }) => name)).toEqual(["Phone"]);
});

test("a signal reaches the device it names, or all others, and never its sender", async () => {
  const { add } = await account();
  const [one, two, three] = [await add(), await add(), await add()];
  const [phone, tablet, watch] = [await connect(one), await connect(two), await connect(three)];

  expect(await phone.ask("signal", { to: two.id, type: "typing", data: { on: true } })).toEqual({
    ok: true,
    reached: 1,
  });
  expect(await phone.ask("signal", { to: "all", type: "timer.started" })).toEqual({ ok: true, reached: 2 });

  await until(() => tablet.signals.length === 2 && watch.signals.length === 1);
  expect(tablet.signals).toEqual([
    { from: one.id, type: "typing", data: { on: true } },
    { from: one.id, type: "timer.started" },
  ]);
  expect(phone.signals).toEqual([]);
});

test("nothing of one account is heard in another", async () => {
  const [ana, ben] = [await account(), await account()];
  const [one, two, strange] = [await ana.add(), await ana.add(), await ben.add("Stranger")];
  const stranger = await connect(strange);
  const [phone, tablet] = [await connect(one), await connect(two)];

  expect(await phone.ask("signal", { to: strange.id, type: "typing" })).toEqual({ ok: true, reached: 0 });
  expect(await stranger.ask("signal", { to: one.id, type: "typing" })).toEqual({ ok: true, reached: 0 });
  expect(await stranger.ask("signal", { to: "all", type: "typing" })).toEqual({ ok: true, reached: 0 });
  expect(await phone.ask("signal", { to: "all", type: "typing" })).toEqual({ ok: true, reached: 1 });

  await until(() => tablet.signals.length === 1);
  expect(stranger.signals).toEqual([]);
  expect(stranger.presence.flat()).toEqual([]);
  expect(phone.presence.flat().map(({ id }) => id)).not.toContain(strange.id);
});

test("a device hears the whole state when it connects, and then what changes", async () => {
  const id = await writeProduct("POST", "/api/products", {
    name: "Priced",
    category,
    priceCents: 900,
    published: true,
  });
  const { add } = await account();
  const phone = await connect(await add());
  expect(phone.states[0]).toMatchObject({
    features: {},
    maintenance: { enabled: false, message: "Back at noon" },
  });
  expect(phone.states[0]?.prices).toContainEqual({ id, priceCents: 900, currency: "USD" });

  await writeProduct("PUT", `/api/products/${id}`, { name: "Priced", category, priceCents: 700 });
  await until(() => phone.states.length === 2);
  expect(phone.states[1]).toEqual({ prices: [{ id, priceCents: 700, currency: "USD" }] });

  await server.fetch(`/api/products/${id}`, { method: "DELETE", headers });
  await until(() => phone.states.length === 3);
  expect(phone.states[2]).toEqual({ prices: [{ id, priceCents: null, currency: "USD" }] });
});

test("a draft's price is told to nobody", async () => {
  const { add } = await account();
  const phone = await connect(await add());
  const draft = { name: "Secret", category, priceCents: 4_900, published: false };
  const id = await writeProduct("POST", "/api/products", draft);
  await writeProduct("PUT", `/api/products/${id}`, { ...draft, priceCents: 5_900 });
  await writeProduct("POST", "/api/products", { ...draft, name: "Shown", published: true });
  await until(() =>
    phone.states.some(({ prices }) => prices?.some(({ priceCents }) => priceCents === 4_900)),
  );
  expect(JSON.stringify(phone.states)).not.toContain(id);
});

test("both namespaces share one connection, and each is joined by the token", async () => {
  const { add } = await account();
  const phone = await connect(await add());
  const relay = phone.relay();
  await new Promise((resolve) => relay.once("ready", resolve));
  expect(relay.io.engine.id).toBe(phone.socket.io.engine.id);
  expect(relay.id).not.toBe(phone.socket.id);
});

test.each([
  ["no token", {}],
  ["an array", { token: ["a"] }],
  ["an object", { token: { $ne: "" } }],
  ["a wrong token", { token: `atl_dev_${"0".repeat(36)}` }],
])("with %s nobody is let in, and no event of theirs is handled", async (_, auth) => {
  const stranger = airDevice(server, auth, { retry: false });
  open.push(stranger);
  const refused = await new Promise<Error & { data?: unknown }>((resolve) =>
    stranger.socket.once("connect_error", resolve),
  );
  expect(refused.data).toEqual({ code: "unauthorized" });
});

test.each([
  ["no payload", []],
  ["null", [null]],
  ["a number", [7]],
  ["an array", [[{ to: "all", type: "x" }]]],
  ["no type", [{ to: "all" }]],
  ["no one to send it to", [{ type: "x" }]],
  ["a list of devices", [{ to: ["all"], type: "x" }]],
  ["an object for a device", [{ to: { $ne: "" }, type: "x" }]],
  ["a device that is none", [{ to: "../..", type: "x" }]],
  ["a type with a NUL", [{ to: "all", type: "x\u0000" }]],
  ["a type of a million letters", [{ to: "all", type: "x".repeat(60_000) }]],
  ["a member too many", [{ to: "all", type: "x", from: "somebody" }]],
  ["__proto__", [JSON.parse('{"to":"all","type":"x","__proto__":{"a":1}}')]],
  ["33 levels", [{ to: "all", type: "x", data: JSON.parse("[".repeat(40) + "]".repeat(40)) }]],
  ["4,000 levels", [{ to: "all", type: "x", data: JSON.parse("[".repeat(4_000) + "]".repeat(4_000)) }]],
  ["bytes", [Buffer.from("signal")]],
  ["bytes inside", [{ to: "all", type: "x", data: Buffer.from("signal") }]],
])("a signal with %s is refused and the connection goes on", async (_, payload) => {
  const { add } = await account();
  const phone = await connect(await add());
  expect(await phone.ask("signal", ...payload)).toMatchObject({
    ok: false,
    code: "invalid",
    retryable: false,
  });
  expect(await phone.ask("signal", { to: "all", type: "x" })).toEqual({ ok: true, reached: 0 });
});

test("a signal above 64 kB is too large, one above 256 kB ends its connection", async () => {
  const { add } = await account();
  const [one, two] = [await add(), await add()];
  const [phone, tablet] = [await connect(one), await connect(two)];
  const big = (length: number) => ({ to: "all", type: "x", data: "x".repeat(length) });
  expect(await phone.ask("signal", big(65_000))).toMatchObject({ code: "too_large", retryable: false });
  expect(await phone.ask("signal", big(60_000))).toEqual({ ok: true, reached: 1 });
  phone.socket.emit("signal", big(300_000));
  await until(() => phone.socket.disconnected);
  expect(tablet.signals).toHaveLength(1);
});

test("an unknown event is answered, and one without an acknowledgement harms nobody", async () => {
  const { add } = await account();
  const phone = await connect(await add());
  for (const name of ["message:send", "presence", "toString", "x".repeat(10_000)])
    expect(await phone.ask(name, {})).toMatchObject({ ok: false, code: "unknown_event" });
  phone.socket.emit("signal");
  phone.socket.emit("signal", { to: "all", type: "x" }, "not a function");
  phone.socket.emit("nothing of the kind");
  expect(await phone.ask("signal", { to: "all", type: "x" })).toEqual({ ok: true, reached: 0 });
});
