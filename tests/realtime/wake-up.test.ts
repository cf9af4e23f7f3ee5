import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dialect } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { signIn } from "../factories/people";
import { startSecondServer } from "../setup/fleet";
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

const OUTGOING = { OUTGOING_PRIVATE: "on" };

beforeAll(async () => {
  await new Promise<void>((resolve) => distributor.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(distributor.address() as AddressInfo).port}`;
  server = await startServer({ env: OUTGOING });
});
afterAll(() => {
  distributor.closeAllConnections();
  distributor.close();
});

/** A phone with an address, and its page. */
async function phoneWith(url: string) {
  const { user, cookie } = await signIn();
  const { id, token } = await createDevice({ userId: user.id, name: "Phone", model: "" });
  const page = async (path = "") => visitor(server, cookie).get(`/account/devices/${id}${path}`);
  await (await page("/wake-up")).submit("Save the address", { url });
  return { token, page, send: async () => (await page()).submit("Send a test message") };
}

test("a sleeping device is told to fetch, fetches, and is left alone while it is connected", async () => {
  const { token, page, send } = await phoneWith(`${address}/up?up=1`);

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

// The embedded database has one process.
test.runIf(dialect === "postgresql")(
  "a device that is connected to another process is left alone, until it is not",
  async () => {
    const other = await startSecondServer({ env: OUTGOING });
    const { token, send } = await phoneWith(`${address}/elsewhere`);
    const pokes = () => heard.filter(({ path }) => path === "/elsewhere").length;
    const app = device(other, { token }, { acks: false });
    await until(() => app.cursor() !== "");

    await send();
    await until(() => app.events.length === 1);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    expect(pokes()).toBe(0);

    app.close();
    await until(() => pokes() === 1, QUIET_MS);
  },
);
