import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

let server: RunningServer;
let headers: Record<string, string>;
let category: string;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  category = (await createCategory()).slug;
  headers = { ...(await keyHeaders()), "Content-Type": "application/json" };
  server = await startServer();
});

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function connect(...args: Parameters<typeof device> extends [unknown, ...infer Rest] ? Rest : never) {
  const one = device(server, ...args);
  open.push(one);
  return one;
}

async function newDevice() {
  const owner = await createUser({ role: "owner" });
  return { userId: owner.id, ...(await createDevice({ userId: owner.id, name: "Phone", model: "Pixel" })) };
}

async function publish(name: string) {
  const body = JSON.stringify({ name, category, published: true });
  const response = await server.fetch("/api/products", { method: "POST", headers, body });
  expect(response.status).toBe(201);
  const { data } = (await response.json()) as { data: { id: string } };
  return data.id;
}

test("a published product reaches a connected device", async () => {
  const phone = connect(await newDevice());
  await until(() => phone.cursor() !== "");

  const productId = await publish("Heard of at once");

  await until(() => phone.events.length === 1);
  expect(phone.events[0]).toMatchObject({
    type: "product.published",
    data: { productId, name: "Heard of at once" },
  });
});

test("a device that was away gets what it missed, in order and each once", async () => {
  const { token } = await newDevice();
  const first = connect({ token });
  await until(() => first.cursor() !== "");
  await publish("Before");
  await until(() => first.events.length === 1);
  await until(() => first.cursor().endsWith(".1"));
  first.close();
  for (const name of ["Away 1", "Away 2", "Away 3"]) await publish(name);

  const second = connect({ token, after: first.cursor() });

  await until(() => second.events.length === 3);
  expect(second.events.map(({ data }) => (data as { name: string }).name)).toEqual([
    "Away 1",
    "Away 2",
    "Away 3",
  ]);
  expect(second.events.map(({ seq }) => seq)).toEqual([2, 3, 4]);
});

test("what was not acknowledged comes again under the same id, what was does not", async () => {
  const { token } = await newDevice();
  const silent = connect({ token }, { acks: false });
  await until(() => silent.cursor() !== "");
  await publish("First");
  await publish("Second");
  await until(() => silent.events.length === 2);
  expect(await silent.ask("ack", { seq: 1 })).toEqual({ ok: true });
  silent.close();

  const again = connect({ token });

  await until(() => again.events.length === 1);
  expect(again.events[0]?.id).toBe(silent.events[1]?.id);
});

test("a kill of the server loses nothing and gives nothing twice", async () => {
  const phone = connect(await newDevice());
  await until(() => phone.cursor() !== "");
  const published: string[] = [];
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 5; n++) published.push(await publish(`Round ${round}, ${n}`));
    await server.kill();
    await server.start();
  }
  published.push(await publish("The last"));

  const told = () =>
    new Map(phone.events.map(({ id, data }) => [id, (data as { productId: string }).productId]));
  await until(() => told().size === published.length, 20_000);
  expect([...told().values()]).toEqual(published);
});

test.each([
  ["no token", {}],
  ["an empty token", { token: "" }],
  ["a wrong token", { token: "atl_dev_000000000000000000000000000000000000" }],
  ["an array", { token: ["a"] }],
  ["an object", { token: { $ne: "" } }],
  ["a number", { token: 1 }],
  ["a NUL", { token: "\u0000" }],
])("a device with %s is refused as unauthorized", async (_, auth) => {
  const stranger = connect(auth, { retry: false });
  expect((await stranger.refused()).data).toEqual({ code: "unauthorized" });
});

test("the token in other letters is another token", async () => {
  const { token } = await newDevice();
  const stranger = connect({ token: token.toUpperCase() }, { retry: false });
  expect((await stranger.refused()).data).toEqual({ code: "unauthorized" });
});

const unusable = [
  "x",
  "e.1",
  "../..",
  "0.-1",
  "\u0000",
  "9".repeat(101),
  "x".repeat(5_000),
  5,
  null,
  ["x"],
  {},
];

test.each(unusable.map((after) => [JSON.stringify(after).slice(0, 40), after]))(
  "the cursor %s makes the device resync, and the server lives",
  async (_, after) => {
    const { token } = await newDevice();
    const phone = connect({ token, after });
    await until(() => phone.resyncs.length === 1 && phone.cursor() !== "");
    expect((await server.fetch("/api/products")).status).toBe(200);
  },
);

test("a malformed acknowledgement is refused and the connection goes on", async () => {
  const phone = connect(await newDevice());
  await until(() => phone.cursor() !== "");
  for (const payload of [
    {},
    { seq: -1 },
    { seq: "1" },
    { seq: 1.5 },
    [],
    null,
    "x",
    { seq: 2 ** 40 },
    { seq: 7 },
  ]) {
    expect(await phone.ask("ack", payload)).toMatchObject({ ok: false, code: "invalid", retryable: false });
  }
  phone.socket.emit("ack");
  phone.socket.emit("ack", { seq: 0 }, "not a function");
  expect(await phone.ask("no:such:event", { a: 1 })).toMatchObject({ ok: false, code: "unknown_event" });
  await publish("Still here");
  await until(() => phone.events.length === 1);
});

test("a browser of another site cannot open the door, an app without an origin can", async () => {
  const handshake = "/socket.io/?EIO=4&transport=polling";
  expect((await server.fetch(handshake, { headers: { Origin: "https://evil.example" } })).status).toBe(403);
  expect((await server.fetch(handshake, { headers: { Origin: server.origin } })).status).toBe(200);
  expect((await server.fetch(handshake)).status).toBe(200);
});

test("a message above 256 kB ends its connection and nothing else", async () => {
  const other = connect(await newDevice());
  const big = connect(await newDevice(), { retry: false });
  await until(() => other.cursor() !== "" && big.cursor() !== "");
  big.socket.emit("ack", { seq: 0, pad: "x".repeat(300_000) });
  await until(() => big.socket.disconnected);
  await publish("Undisturbed");
  await until(() => other.events.length === 1);
});
