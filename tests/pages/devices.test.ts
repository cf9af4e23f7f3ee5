import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { signIn } from "../factories/people";
import { device, until } from "../realtime/device";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

let server: RunningServer;
let ana: Awaited<ReturnType<typeof signIn>>;
let ben: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  ben = await signIn({ name: "Ben" });
  server = await startServer();
});
beforeEach(async () => {
  ana = await signIn({ name: "Ana" });
});

const anas = (address: string) => visitor(server, ana.cookie).get(address);
const newDevice = (name: string) =>
  createDevice({ userId: ana.user.id, name, model: "Pixel 9", appVersion: "1.4.0" });

async function askForCode(livesDays = "0") {
  const page = await (await anas("/account/devices")).submit("Show a code", { livesDays });
  return { page, code: /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.text)?.[0] ?? "" };
}

const pair = (code: string, name = "Phone") =>
  program(server)("POST", "/api/devices/pair", { json: { code, name, model: "Pixel 9", version: "1.4.0" } });

test("a code is shown, stays when the page is loaded again, and the device stands there once it has come", async () => {
  const { page, code } = await askForCode();
  expect(page.address).toBe("/account/devices/pairing");
  expect(page.root.querySelectorAll("main svg[role=img] path")).toHaveLength(1);
  expect((await anas("/account/devices/pairing")).text).toContain(code);
  // It would still stand there beside "The code is over".
  expect(page.text).not.toContain("good for five minutes");

  const { json } = await pair(code, "Ana's phone");

  const after = await anas("/account/devices/pairing");
  expect(after.text).toContain("Ana's phone is paired");
  expect(after.text).not.toContain(code);
  const list = await anas("/account/devices");
  expect(list.text).toMatch(/Ana's phone\s*Pixel 9/);
  expect(list.text).toContain("Relay 1.4.0");
  const { token } = (json as { data: { token: string } }).data;
  for (const { html } of [after, list]) expect(html).not.toContain(token);

  const app = device(server, { token, version: "1.5.0" });
  await until(() => app.cursor() !== "");
  await until(async () => (await anas("/account/devices")).text.includes("by WebSocket"));
  expect((await anas("/account/devices")).text).toContain("Relay 1.5.0");
  app.close();
});

test("the code of one account is on nobody else's page", async () => {
  const { code } = await askForCode();
  expect((await visitor(server, ben.cookie).get("/account/devices/pairing")).text).not.toContain(code);
});

test("the same form again makes no other code", async () => {
  const start = await anas("/account/devices");
  const first = await start.submit("Show a code");
  const again = await start.submit("Show a code");
  const codes = [first, again].map(({ text }) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0]);
  expect(codes[0]).toBe(codes[1]);
  expect(await db.pairing.count({ where: { userId: ana.user.id } })).toBe(1);
});

test.each(["1", "-7", "a year", "", "\u0000", ["7", "30"]])(
  "a device may not stay for %j days, and no code comes of asking",
  async (livesDays) => {
    const answer = await (await anas("/account/devices")).submit("Show a code", { livesDays });
    if (livesDays === "") return expect(answer.status).toBe(200);
    expect(answer.status).toBe(400);
    expect(await db.pairing.count({ where: { userId: ana.user.id } })).toBe(0);
  },
);

test("a device that may stay a week says until when", async () => {
  const { code } = await askForCode("7");
  await pair(code);
  const end = new Date(Date.now() + 7 * 86_400_000);
  expect((await anas("/account/devices")).text).toContain(`until ${end.getUTCDate()} `);
});

test("a device is renamed, muted and given an end, and a stale form shows both", async () => {
  const { id } = await newDevice("Phone");
  const address = `/account/devices/${id}`;
  const [early, late] = [await anas(address), await anas(address)];

  const saved = await early.submit("Save the device", {
    name: "Work phone",
    mutedTypes: ["clipboard", "product.published"],
    livesDays: "30",
  });

  expect(saved.text).toContain("The device is changed");
  const row = await db.device.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ name: "Work phone", mutedTypes: ["clipboard", "product.published"] });
  expect(row.expiresAt).toBeInstanceOf(Date);
  const refused = await late.submit("Save the device", { name: "Old phone" });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("Somebody else saved this");
  const mine = await refused.submit("Save mine over theirs");
  expect(mine.text).toContain("The device is changed");
  expect(await db.device.findUnique({ where: { id } })).toMatchObject({ name: "Old phone", mutedTypes: [] });
});

test.each([
  ["no name", { name: "" }],
  ["a NUL", { name: "a\u0000b" }],
  ["a direction override", { name: "a\u202eb" }],
  ["an endless name", { name: "x".repeat(90_000) }],
  ["two names", { name: ["a", "b"] }],
  ["a type that is none", { mutedTypes: ["a b"] }],
  ["an endless type", { mutedTypes: ["x".repeat(81)] }],
  ["more types than there can be", { mutedTypes: Array.from({ length: 51 }, (_, n) => `type${n}`) }],
  ["another time than those to choose from", { livesDays: "8" }],
])("a device with %s is refused and stays as it was", async (_, fields) => {
  const { id } = await newDevice("Phone");
  const before = await db.device.findUniqueOrThrow({ where: { id } });
  const answer = await (await anas(`/account/devices/${id}`)).submit("Save the device", fields);
  expect(answer.status).toBe(400);
  expect(await db.device.findUniqueOrThrow({ where: { id } })).toEqual({
    ...before,
    lastSeenAt: before.lastSeenAt,
  });
});

test("a test message reaches the device, unless it does not want notes", async () => {
  const { id, token } = await newDevice("Phone");
  const app = device(server, { token });
  await until(() => app.cursor() !== "");

  const told = await (await anas(`/account/devices/${id}`)).submit("Send a test message");

  expect(told.text).toContain("on its way");
  await until(() => app.events.some(({ type }) => type === "note"));
  await until(async () => (await anas(`/account/devices/${id}`)).text.includes("Waiting nothing"));
  app.close();

  const early = await anas(`/account/devices/${id}`);
  const muted = await early.submit("Save the device", { mutedTypes: ["note"] });
  expect(muted.text).toContain("does not want notes");
  expect(muted.text).not.toContain("Send a test message");
  const refused = await early.submit("Send a test message");
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("does not want notes");
});

test("what a device has not acknowledged is counted", async () => {
  const { id } = await newDevice("Asleep");
  for (let sent = 0; sent < 2; sent++)
    await (await anas(`/account/devices/${id}`)).submit("Send a test message");
  expect((await anas(`/account/devices/${id}`)).text).toContain("2 messages it has not acknowledged");
  expect((await anas("/account/devices")).text).toMatch(/never\s*2\s*Revoke/);
});

test("an address to wake a device is kept sealed and shown by its host alone", async () => {
  const { id } = await newDevice("Phone");
  const url = "https://ntfy.example/upSecret?up=1";
  const saved = await (await anas(`/account/devices/${id}/wake-up`)).submit("Save the address", { url });

  expect(saved.text).toContain("ntfy.example");
  expect(saved.html).not.toContain("upSecret");
  expect(JSON.stringify(await db.wakeUp.findMany())).not.toContain("upSecret");
  const gone = await (await anas(`/account/devices/${id}/wake-up`)).submit("Save the address", { url: "" });
  expect(gone.text).toContain("No address");
  expect(await db.wakeUp.count({ where: { deviceId: id } })).toBe(0);
});

test.each([
  "http://ntfy.example/up",
  "https://127.0.0.1/up",
  "https://[::1]/up",
  "https://169.254.169.254/latest",
  "https://0x7f.1/up",
  "https://me:secret@ntfy.example/",
  "https://ntfy.example:22/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  `https://ntfy.example/${"x".repeat(2_000)}`,
  "no address",
])("nobody is woken at %s", async (url) => {
  const { id } = await newDevice("Phone");
  const answer = await (await anas(`/account/devices/${id}/wake-up`)).submit("Save the address", { url });
  expect([400, 409]).toContain(answer.status);
  expect(await db.wakeUp.count({ where: { deviceId: id } })).toBe(0);
});

test("nobody sees, changes, tests, wakes or revokes a device of somebody else", async () => {
  const { id } = await newDevice("Ana's tablet");
  const bens = await visitor(server, ben.cookie).get("/account/devices");
  expect(bens.text).not.toContain("Ana's tablet");
  for (const page of ["", "/wake-up"])
    expect((await visitor(server, ben.cookie).get(`/account/devices/${id}${page}`)).status).toBe(404);
  const token = bens.root.querySelector('input[name="_token"]')?.getAttribute("value") ?? "";
  for (const page of ["", "/wake-up", "/test", "/revocation"]) {
    const attempt = await server.fetch(`/account/devices/${id}${page}`, {
      method: "POST",
      body: new URLSearchParams({ _token: token, name: "Mine", version: "1", url: "https://ntfy.example/" }),
      headers: { Cookie: ben.cookie, Origin: server.origin },
    });
    expect([403, 404]).toContain(attempt.status);
  }
  expect(await db.device.findUnique({ where: { id } })).toMatchObject({
    name: "Ana's tablet",
    revokedAt: null,
  });
});
