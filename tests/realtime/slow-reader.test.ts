import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { residentKb } from "../bench/servers";
import { accountWith } from "../factories/messages";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";
import { airDevice } from "./air-device";
import { device, until } from "./device";
import { dial, join } from "./wire";

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

test("a device that does not read costs little, misses what was live, and is cut when the state changes", async () => {
  const { id: userId } = await createUser();
  const [one, two] = await Promise.all(
    ["Phone", "Tablet"].map((name) => createDevice({ userId, name, model: "" })),
  );
  const phone = airDevice(server, { token: one?.token });
  const tablet = await dial(server.origin);
  open.push(phone, { close: tablet.hangUp });
  await join(tablet, "/air", { token: two?.token });
  await until(() => phone.knows(two?.id ?? "")?.online === true);

  tablet.socket.pause();
  const before = residentKb({ pid: server.pid ?? 0 });
  const big = { to: two?.id, type: "big", data: "x".repeat(60_000) };
  let reached = 1;
  for (let sent = 0; reached === 1 && sent < 1_000; sent++)
    reached = (await phone.ask("signal", big)).reached;
  expect(reached).toBe(0);
  for (let sent = 0; sent < 500; sent++) await phone.ask("signal", big);
  expect(residentKb({ pid: server.pid ?? 0 }) - before).toBeLessThan(50_000);

  const product = { name: "Priced", category, published: true, priceCents: 900 };
  await server.fetch("/api/products", { method: "POST", headers, body: JSON.stringify(product) });
  await until(() => phone.states.length > 1);
  await until(() => phone.knows(two?.id ?? "")?.online === false, 20_000);
});

test("a device has at most a megabyte ahead of what it confirmed, and then the rest in order", async () => {
  const { devices } = await accountWith(2);
  const [sender, silent] = devices.map(({ token }, at) => device(server, { token }, { acks: at === 0 }));
  if (!sender || !silent) return expect.unreachable();
  open.push(sender, silent);
  await until(() => sender.cursor() !== "" && silent.cursor() !== "");
  const text = "x".repeat(60_000);
  for (let n = 1; n <= 40; n++)
    await sender.ask("message:send", { clientId: `big-${n}`, to: "all", type: "note", data: { text } });

  await expect(until(() => silent.events.length > 17, 500)).rejects.toThrow("still not so");
  expect(silent.events).toHaveLength(17);

  silent.socket.on("event", ({ seq }: { seq: number }) => silent.socket.emit("ack", { seq }));
  silent.socket.emit("ack", { seq: 17 });
  await until(() => silent.events.length === 40);
  expect(silent.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
});
