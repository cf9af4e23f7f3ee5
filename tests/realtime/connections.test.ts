import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { createUser } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";
import { airDevice } from "./air-device";
import { network } from "./blackhole";
import { until } from "./device";
import { dial, heard, join } from "./wire";

let server: RunningServer;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function newDevice() {
  const { id: userId } = await createUser();
  return createDevice({ userId, name: "Phone", model: "Pixel" });
}

const seconds = (since: number) => (Date.now() - since) / 1_000;

test("the shop closes in time although an app never answers, and the app is back at once", async () => {
  const { token } = await newDevice();
  const deaf = await dial(server.origin, { alive: false });
  await join(deaf, "/relay", { token });
  const silent = await dial(server.origin, { alive: false });
  const phone = airDevice(server, { token });
  open.push(phone, { close: deaf.hangUp }, { close: silent.hangUp });
  await until(() => phone.states.length === 1);

  const asked = Date.now();
  await server.stop();
  expect(seconds(asked)).toBeLessThan(5);
  await server.start();
  const listening = Date.now();

  await until(() => phone.states.length === 2);
  expect(seconds(listening)).toBeLessThan(3);
});

// They only wait, so they wait together.
describe.concurrent("who says nothing any more is found out", () => {
  test("both ends notice a dead network within half a minute", async ({ onTestFinished }) => {
    const { token } = await newDevice();
    const tunnel = await network(server.origin);
    const phone = airDevice(tunnel, { token }, { retry: false });
    onTestFinished(() => {
      phone.close();
      tunnel.close();
    });
    await until(() => phone.states.length === 1);

    const died = Date.now();
    tunnel.swallow();
    const app = new Promise((resolve) => phone.socket.once("disconnect", resolve));

    expect(await app).toBe("ping timeout");
    await tunnel.serverHungUp;
    expect(seconds(died)).toBeLessThan(30);
  });

  test("a connection that never says who it is ends within ten seconds, also when it ignores that", async () => {
    const opened = Date.now();
    const silent = await dial(server.origin, { alive: false });
    const wordless = await dial(server.origin);
    const refused = await dial(server.origin);
    expect(await join(refused, "/air", { token: "wrong" })).toContain('"code":"unauthorized"');
    await Promise.all([silent.ended, wordless.ended, refused.ended]);
    expect(seconds(opened)).toBeLessThan(11);
  });
});

test("a page of another site opens no WebSocket, our own pages and apps do", async () => {
  const from = (origin: string) => dial(server.origin, { headers: { Origin: origin } });
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1", "x"])
    expect((await from(origin)).status).toBe(400);
  const app = await dial(server.origin);
  const page = await from(server.origin);
  open.push({ close: app.hangUp }, { close: page.hangUp });
  expect([app.status, page.status]).toEqual([101, 101]);
  expect(app.head).toMatch(/x-content-type-options: nosniff/i);
});

test("a namespace that is none is refused, and the right one still opens", async () => {
  const { token } = await newDevice();
  const wire = await dial(server.origin);
  open.push({ close: wire.hangUp });
  expect(await join(wire, "/admin", { token })).toContain("Invalid namespace");
  expect(await join(wire, "/air", { token })).toContain('"sid"');
  expect(await heard(wire, (text) => text.startsWith("42/air"))).toContain('"state"');
});
