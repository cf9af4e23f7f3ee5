import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { createUser } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";
import { airDevice } from "./air-device";
import { until } from "./device";

let server: RunningServer;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMIT: "300,1000" } });
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function connect(auth: Record<string, unknown>) {
  const one = airDevice(server, auth);
  open.push(one);
  await until(() => one.states.length > 0);
  return one;
}

test("a flood is refused after 120 messages a minute, then cut, and nobody else notices", async () => {
  const { id: userId } = await createUser();
  const [one, two] = await Promise.all(
    ["Phone", "Tablet"].map((name) => createDevice({ userId, name, model: "" })),
  );
  const [flood, other] = [await connect(one ?? {}), await connect(two ?? {})];
  const answers: { ok: boolean; code?: string; retryable?: boolean; retryAfterSeconds?: number }[] = [];
  for (let sent = 0; sent < 200; sent++)
    answers.push(await flood.ask("signal", { to: "all", type: "flood" }));

  expect(answers.filter(({ ok }) => ok)).toHaveLength(120);
  expect(answers.at(-1)).toMatchObject({ ok: false, code: "rate_limited", retryable: true });
  expect(answers.at(-1)?.retryAfterSeconds).toBeGreaterThan(0);

  for (let sent = 0; sent < 60; sent++) flood.socket.emit("signal", { to: "all", type: "flood" });
  await new Promise((resolve) => flood.socket.once("disconnect", resolve));
  expect(other.signals).toHaveLength(120);
  expect(await other.ask("signal", { to: "all", type: "calm" })).toMatchObject({ ok: true });
});
