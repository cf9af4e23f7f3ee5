import { beforeAll, expect, test } from "vitest";
import { dialect } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { setFeature } from "~/models/site/feature.server";
import { accountWith } from "../factories/messages";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { opened, startFleet } from "../setup/fleet";
import type { RunningServer } from "../setup/server";
import { airDevice } from "./air-device";
import { until } from "./device";

// The embedded database has one process.
const inFleet = test.runIf(dialect === "postgresql");
/** How soon one process knows what another did. */
const SOON_MS = 2_000;
/** How long a process may be silent before its devices count as gone, and a look more. */
const DEAD_MS = 25_000;

let one: RunningServer;
let other: RunningServer;
let category: string;

beforeAll(async () => {
  if (dialect === "sqlite") return;
  category = (await createCategory()).slug;
  [one, other] = await startFleet();
});

async function connect(server: RunningServer, token = "") {
  const app = opened(airDevice(server, { token }));
  await until(() => app.presence.length > 0 && app.states.length > 0);
  return app;
}

/** Two phones of one account, one at each server, that know of each other. */
async function apart() {
  const [here, there] = (await accountWith(2)).devices;
  const near = await connect(one, here?.token);
  const far = await connect(other, there?.token);
  const ids = { near: here?.id ?? "", far: there?.id ?? "" };
  await until(() => near.knows(ids.far)?.online === true && far.knows(ids.near)?.online === true, SOON_MS);
  return { near, far, ids };
}

inFleet("apps of another process hear of prices and features as they change", async () => {
  const { id: userId } = await createUser();
  const app = opened(airDevice(other, await createDevice({ userId, name: "App", model: "" })));
  await until(() => app.states.length > 0);

  await setFeature({ name: "live_one", enabled: true, public: true, description: "" }, { actor: "test" });
  const headers = { ...(await keyHeaders()), "Content-Type": "application/json" };
  const product = { name: "Ledgerline", category, priceCents: 4900, published: true };
  const made = await one.fetch("/api/products", { method: "POST", headers, body: JSON.stringify(product) });
  const { id } = ((await made.json()) as { data: { id: string } }).data;

  await until(() => app.states.some(({ features }) => features && "live_one" in features), SOON_MS);
  const told = () => app.states.flatMap(({ prices = [] }) => prices).find((price) => price.id === id);
  await until(() => told()?.priceCents === 4900, SOON_MS);
});

inFleet("devices of one account see and signal each other at whatever process they are", async () => {
  const { near, far, ids } = await apart();
  const stranger = await connect(other, (await accountWith(1)).devices[0]?.token);

  expect(await near.ask("signal", { to: "all", type: "hello", data: { n: 1 } })).toEqual({
    ok: true,
    reached: 1,
  });
  const long = "Grüße ".repeat(7_000);
  expect(await far.ask("signal", { to: ids.near, type: "long", data: long })).toEqual({
    ok: true,
    reached: 1,
  });

  await until(() => far.signals.length === 1 && near.signals.length === 1, SOON_MS);
  expect(far.signals).toEqual([{ from: ids.near, type: "hello", data: { n: 1 } }]);
  expect(near.signals).toEqual([{ from: ids.far, type: "long", data: long }]);
  expect(stranger.signals).toEqual([]);
});

inFleet(
  "who joins later knows who was there, and who leaves with a process is gone with it",
  async () => {
    const { near, far, ids } = await apart();
    await other.stop();
    await until(() => near.knows(ids.far)?.online === false, SOON_MS);

    await other.start();
    await until(() => near.knows(ids.far)?.online === true, 5_000);
    await until(() => far.knows(ids.near)?.online === true, 5_000);

    far.close();
    await other.kill();
    await until(() => near.knows(ids.far)?.online === false, DEAD_MS);
    await other.start();
  },
  120_000,
);
