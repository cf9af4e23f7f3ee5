import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { createUser, keyHeaders } from "../factories/people";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

const ADDRESS = "/api/devices/me";
let server: RunningServer;
let userId: string;
let device: { id: string; token: string };
let api: ReturnType<typeof program>;

beforeAll(async () => {
  userId = (await createUser()).id;
  server = await startServer();
});
beforeEach(async () => {
  await db.device.deleteMany();
  device = await createDevice({ userId, name: "Phone", model: "Pixel 9", appVersion: "1.4.0" });
  api = program(server, { Authorization: `Bearer ${device.token}` });
});

test("a device reads what is known of it, and nothing of its token or its address", async () => {
  await api("PATCH", ADDRESS, { json: { wakeUpUrl: "https://ntfy.example/upSecret" } });
  const answer = await api("GET", ADDRESS);
  expect(answer.status).toBe(200);
  expect(answer.json.data).toMatchObject({
    id: device.id,
    name: "Phone",
    appVersion: "1.4.0",
    wakeUp: { host: "ntfy.example", pokedAt: null, disabledAt: null },
    waiting: 0,
    expiresAt: null,
  });
  expect(answer.text).not.toMatch(/upSecret|atl_dev_/);
});

test("a device renames itself, mutes types, and says where it is woken; what it leaves out stays", async () => {
  const changed = await api("PATCH", ADDRESS, {
    json: { name: "New phone", mutedTypes: ["sms", "note", "sms"], wakeUpUrl: "https://ntfy.example/up" },
  });
  expect(changed.status).toBe(200);
  expect(changed.json.data).toMatchObject({ name: "New phone", mutedTypes: ["note", "sms"], version: 2 });

  const again = await api("PATCH", ADDRESS, { json: { wakeUpUrl: null } });
  expect(again.json.data).toMatchObject({ name: "New phone", mutedTypes: ["note", "sms"], wakeUp: null });
  expect(await db.wakeUp.count()).toBe(0);
});

test.each([
  ["an address inside", { name: "Changed", wakeUpUrl: "https://10.0.0.1/" }, ["wakeUpUrl"]],
  ["plain http", { name: "Changed", wakeUpUrl: "http://ntfy.example/" }, ["wakeUpUrl"]],
  ["an empty address", { wakeUpUrl: "" }, ["wakeUpUrl"]],
  ["an endless address", { wakeUpUrl: `https://ntfy.example/${"x".repeat(2_000)}` }, ["wakeUpUrl"]],
  ["a list as address", { wakeUpUrl: ["https://ntfy.example/"] }, ["wakeUpUrl"]],
  ["a type that is none", { mutedTypes: ["a b"] }, ["mutedTypes[0]"]],
  ["one type for a list", { mutedTypes: "note" }, ["mutedTypes"]],
  ["too many types", { mutedTypes: Array.from({ length: 51 }, (_, n) => `t${n}`) }, ["mutedTypes"]],
  ["an empty name", { name: "" }, ["name"]],
  ["null as name", { name: null }, ["name"]],
  ["somebody else's account", { userId: "x" }, ["userId"]],
  ["another end", { expiresAt: null }, ["expiresAt"]],
])("%s is refused, and nothing of it is done", async (_, json, paths) => {
  const before = await db.device.findUniqueOrThrow({
    where: { id: device.id },
    select: { name: true, version: true },
  });
  const answer = await api("PATCH", ADDRESS, { json });
  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual(paths);
  expect(
    await db.device.findUniqueOrThrow({ where: { id: device.id }, select: { name: true, version: true } }),
  ).toEqual(before);
  expect(await db.wakeUp.count()).toBe(0);
});

test("a device that revokes itself is out", async () => {
  expect((await api("DELETE", ADDRESS)).json).toEqual({ message: "Revoked" });
  const after = await api("GET", ADDRESS);
  expectProblem(after, 401);
  expect(after.json.code).toBe("revoked");
});

test("neither a stranger, nor a key, nor an expired device gets in", async () => {
  const strangers: Record<string, string>[] = [{}, await keyHeaders(), { Authorization: "Bearer x" }];
  for (const headers of strangers) {
    const answer = await program(server, headers)("GET", ADDRESS);
    expectProblem(answer, 401);
    expect(answer.json.code).toBe("unauthorized");
  }
  await db.device.update({ where: { id: device.id }, data: { expiresAt: new Date() } });
  expect((await api("GET", ADDRESS)).json.code).toBe("expired");
});
