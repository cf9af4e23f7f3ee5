import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { change, record } from "~/models/outbox/change.server";
import { setFeature } from "~/models/site/feature.server";
import { setMaintenance } from "~/models/site/maintenance.server";
import { keyHeaders, signIn } from "../factories/people";
import { startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

const by = { actor: "test" };
const owner = await signIn({ role: "owner" });
const customer = await signIn();
const reader = await keyHeaders("products:read");
const watcher = await keyHeaders("system:read");
await setFeature({ name: "open_one", enabled: true, public: true, description: "" }, by);
await setFeature({ name: "hidden_one", enabled: true, public: false, description: "" }, by);
const server = await startServer();
const stateFor = async (headers = {}) =>
  (await server.fetch("/api/system/middleware-state", { headers })).json();

test("strangers and keys without the scope learn public features and nothing of users", async () => {
  const told = { userCount: null, features: { open_one: true }, maintenance: false };
  expect(await stateFor()).toEqual(told);
  expect(await stateFor(reader)).toEqual(told);
});

test("a key with the scope learns everything", async () => {
  expect(await stateFor(watcher)).toEqual({
    userCount: await db.user.count(),
    features: { open_one: true, hidden_one: true },
    maintenance: false,
  });
});

test("health checks answer without details", async () => {
  expect(await (await server.fetch("/healthz")).json()).toEqual({ status: "alive" });
  expect(await (await server.fetch("/readyz")).json()).toEqual({ status: "ready" });
  expect((await server.fetch("/readyz", { method: "POST" })).status).toBe(405);
});

test("in maintenance everybody but the owner is told to come back, and how to sign in stays open", async () => {
  await server.stop();
  await setMaintenance({ enabled: true, message: "Moving house <today>" }, by);
  await server.start();

  for (const cookie of ["", customer.cookie]) {
    const page = await visitor(server, cookie).get("/");
    expect(page.status).toBe(503);
    expect(page.html).toContain("Moving house &lt;today&gt;");
    expect(page.response.headers.get("Retry-After")).toBe("300");
  }
  expect((await server.fetch("/products.data")).status).toBe(503);
  expect((await visitor(server, owner.cookie).get("/")).status).toBe(200);
  expect((await server.fetch("/login")).status).toBe(200);
  expect((await server.fetch("/healthz")).status).toBe(200);

  const api = await server.fetch("/api/products", { headers: watcher });
  expect(api.status).toBe(503);
  expect(api.headers.get("Retry-After")).toBe("300");
  expect(await api.json()).toMatchObject({ error: "Moving house <today>", status: 503 });
  expect(await stateFor()).toMatchObject({ maintenance: true });

  await server.stop();
  await setMaintenance({ enabled: false, message: "" }, by);
});

test("what a commit changed is told at once", async () => {
  const { siteState } = await import("~/models/site/state.server");
  expect(await siteState({ everything: true })).toMatchObject({ maintenance: false });
  const before = await db.user.count();
  await setMaintenance({ enabled: true, message: "" }, by);
  await setFeature({ name: "late_one", enabled: false, public: true, description: "" }, by);
  await change(async () => {
    const { id } = await db.user.create({
      data: { email: "new@example.com", name: "New", role: "customer" },
    });
    record({ type: "user.created", subject: id, actor: id });
  });
  expect(await siteState({ everything: true })).toEqual({
    userCount: before + 1,
    features: { open_one: true, hidden_one: true, late_one: false },
    maintenance: true,
  });
});
