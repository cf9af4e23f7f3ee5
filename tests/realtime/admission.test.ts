import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { hashPassword } from "~/models/user/password.server";
import { joinAsCustomer } from "~/models/user/registration.server";
import { pairingCode } from "../factories/pairing";
import { createUser, signIn } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";
import { device, until } from "./device";

const WITHIN_MS = 5_000;
let server: RunningServer;
let owner: Awaited<ReturnType<typeof signIn>>;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  owner = await signIn({ role: "owner" });
  server = await startServer();
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function connect(auth: Record<string, unknown>, options?: { retry: boolean }) {
  const one = device(server, auth, options);
  open.push(one);
  return one;
}

async function connected(auth: Record<string, unknown>) {
  const one = connect(auth);
  await until(() => one.cursor() !== "");
  return one;
}

/** What keeps a device out, as its app hears it. */
async function refusal(auth: Record<string, unknown>) {
  return (await connect(auth, { retry: false }).refused()).data?.code;
}

async function setVersions(fields: Record<string, string>) {
  return (await visitor(server, owner.cookie).get("/admin/settings/devices")).submit(
    "Save the versions",
    fields,
  );
}

test("a revoked device is told by the server to leave, within seconds, and stays away", async () => {
  const { token, id } = await createDevice({ userId: owner.user.id, name: "Lost", model: "" });
  const app = await connected({ token });
  const reasons: string[] = [];
  app.socket.on("disconnect", (reason) => reasons.push(reason));
  const list = await visitor(server, owner.cookie).get("/account/devices");

  await list.submit("Revoke Lost");

  await until(() => app.socket.disconnected, WITHIN_MS);
  expect(reasons).toEqual(["io server disconnect"]);
  expect(await refusal({ token })).toBe("revoked");
  expect(app.socket.connected).toBe(false);
  expect(await db.device.findUnique({ where: { id } })).toMatchObject({ revokedAt: expect.any(Date) });
});

test("what another process revoked is out within seconds too", async () => {
  const { token, id } = await createDevice({ userId: owner.user.id, name: "Elsewhere", model: "" });
  const app = await connected({ token });
  await db.device.update({ where: { id }, data: { revokedAt: new Date() } });
  await until(() => app.socket.disconnected, WITHIN_MS);
});

test("a device whose time is over is put out, and is told that it expired", async () => {
  const { token, id } = await createDevice({ userId: owner.user.id, name: "Lent", model: "", livesDays: 7 });
  const app = await connected({ token });
  await db.device.update({ where: { id }, data: { expiresAt: new Date(Date.now() + 1_000) } });
  await until(() => app.socket.disconnected, 1_000 + WITHIN_MS);
  expect(await refusal({ token })).toBe("expired");
});

test("an app that is older than the owner lets in is asked to upgrade, a newer one comes in", async () => {
  const { token } = await createDevice({ userId: owner.user.id, name: "Old", model: "" });
  const before = await connected({ token, version: "1.9.0" });
  expect((await setVersions({ relay: "1.10", air: "3" })).text).toContain("The versions are saved");

  await until(() => before.socket.disconnected, WITHIN_MS);
  for (const version of ["1.9.0", "1.9.99", "0", "beta"])
    expect(await refusal({ token, version })).toBe("upgrade_required");
  await connected({ token, version: "1.10.0" });
  await connected({ token, version: "2" });
  expect(await refusal({ token, version: "2", app: "air" })).toBe("upgrade_required");

  await setVersions({ relay: "", air: "" });
  await connected({ token, version: "0.1" });
});

test.each([
  ["words", "one.two"],
  ["a dash", "1-2"],
  ["five numbers", "1.2.3.4.5"],
  ["endless numbers", "1".repeat(41)],
])("a minimum of %s is refused, and what held goes on holding", async (_, relay) => {
  const answer = await setVersions({ relay });
  expect(answer.status).toBe(400);
  const { token } = await createDevice({ userId: owner.user.id, name: "Any", model: "" });
  await connected({ token, version: "0.0.1" });
});

const password = "correct horse battery";
async function customerWithPhone() {
  const email = `${crypto.randomUUID()}@example.com`;
  const { id } = await joinAsCustomer({ email, name: "Ana", passwordHash: await hashPassword(password) });
  const browser = visitor(server);
  await (await browser.get("/login")).submit("Sign in", { email, password });
  const { token } = await createDevice({ userId: id, name: "Phone", model: "" });
  return { browser, app: await connected({ token }), token };
}

test("a new password puts the account's devices out within seconds", async () => {
  const { browser, app, token } = await customerWithPhone();
  const bystander = await connected({
    token: (await createDevice({ userId: (await createUser()).id, name: "Other", model: "" })).token,
  });

  const page = await (await browser.get("/account/password")).submit("Change my password", {
    current: password,
    password: "battery staple",
  });

  expect(page.text).toContain("Your devices have to be paired again");
  await until(() => app.socket.disconnected, WITHIN_MS);
  expect(await refusal({ token })).toBe("revoked");
  expect(bystander.socket.connected).toBe(true);
});

test("whoever changes the password and trusts the devices keeps them", async () => {
  const { browser, app, token } = await customerWithPhone();

  const page = await (await browser.get("/account/password")).submit("Change my password", {
    current: password,
    password: "battery staple",
    keepDevices: "on",
  });

  expect(page.text).toContain("Your devices stay paired");
  expect(app.socket.connected).toBe(true);
  await connected({ token });
});

test("a revoked device's long poll and event stream end within seconds, and its next request is refused", async () => {
  const { token } = await createDevice({ userId: owner.user.id, name: "Polling", model: "" });
  const headers = { Authorization: `Bearer ${token}` };
  const read = async (more: Record<string, string>) =>
    (await server.fetch("/api/devices/me/events?wait=50", { headers: { ...headers, ...more } })).text();
  const open = [read({}), read({ Accept: "text/event-stream" })];
  await until(async () => (await db.device.findFirst({ where: { name: "Polling" } }))?.transport != null);

  await (await visitor(server, owner.cookie).get("/account/devices")).submit("Revoke Polling");

  const since = Date.now();
  await Promise.all(open);
  expect(Date.now() - since).toBeLessThan(WITHIN_MS);
  const after = await server.fetch("/api/devices/me/events", { headers });
  expect(after.status).toBe(401);
  expect(await after.json()).toMatchObject({ code: "revoked" });
});

test("an app that is too old is not paired either, and its code stays good", async () => {
  await setVersions({ relay: "2.0" });
  const { id } = await createUser();
  const code = await pairingCode(id);
  const pair = async (version: string) => {
    const body = JSON.stringify({ code, name: "Phone", version });
    const headers = { "Content-Type": "application/json" };
    return server.fetch("/api/devices/pair", { method: "POST", headers, body });
  };
  const refused = await pair("1.9");
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "upgrade_required" });
  const paired = await pair("2.0.1");
  expect(paired.status).toBe(201);
  const { data } = (await paired.json()) as { data: { token: string } };
  const ask = (version?: string) =>
    server.fetch("/api/devices/me", {
      headers: { Authorization: `Bearer ${data.token}`, ...(version && { "App-Version": version }) },
    });
  expect((await ask()).status).toBe(200);
  expect((await ask("1.0")).status).toBe(403);
  await setVersions({ relay: "" });
});
