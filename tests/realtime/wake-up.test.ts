import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { signIn } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";
import { device, until } from "./device";

/** Longer than the shop gathers mail, and than its pause between two looks. */
const QUIET_MS = 8_000;
let server: RunningServer;
let address = "";
const heard: { path: string; body: string }[] = [];

const distributor = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  heard.push({ path: request.url ?? "", body });
  response.end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => distributor.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(distributor.address() as AddressInfo).port}`;
  server = await startServer({ env: { OUTGOING_PRIVATE: "on" } });
});
afterAll(() => {
  distributor.closeAllConnections();
  distributor.close();
});

test("a sleeping device is told to fetch, fetches, and is left alone while it is connected", async () => {
  const { user, cookie } = await signIn();
  const { id, token } = await createDevice({ userId: user.id, name: "Phone", model: "" });
  const page = async (path = "") => visitor(server, cookie).get(`/account/devices/${id}${path}`);
  await (await page("/wake-up")).submit("Save the address", { url: `${address}/up?up=1` });
  const send = async () => (await page()).submit("Send a test message");

  await send();
  await until(() => heard.length > 0, QUIET_MS);
  expect(heard).toEqual([{ path: "/up?up=1", body: "fetch 1" }]);
  expect((await page()).text).toContain("Last woken");

  const app = device(server, { token });
  await until(() => app.events.length === 1);
  await send();
  await until(() => app.events.length === 2);
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  expect(heard).toHaveLength(1);

  app.close();
  await until(async () => (await page()).text.includes("Waiting nothing"));
  await send();
  await until(() => heard.length === 2, QUIET_MS);
  expect(heard[1]).toEqual({ path: "/up?up=1", body: "fetch 1" });
});
