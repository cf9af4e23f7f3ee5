import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { pairingCode } from "../factories/pairing";
import { createUser } from "../factories/people";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let api: ReturnType<typeof program>;
let userId: string;

beforeAll(async () => {
  userId = (await createUser()).id;
  server = await startServer({ env: { RATE_LIMIT: "300,1000" } });
  api = program(server);
});

const phone = { name: "Phone", model: "Pixel 9", app: "relay", version: "1.4.0" };
const pair = (json: unknown) => api("POST", "/api/devices/pair", { json });

test("an app with the code becomes a device, and gets its token once", async () => {
  const code = await pairingCode(userId, { livesDays: 30 });

  const answer = await pair({ code, ...phone });

  expect(answer.status).toBe(201);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const { data } = answer.json as { data: { id: string; token: string } };
  expect(data).toMatchObject({
    name: "Phone",
    app: "relay",
    token: expect.stringMatching(/^atl_dev_\w{36}$/),
  });
  const row = await db.device.findUniqueOrThrow({ where: { id: data.id } });
  expect(row).toMatchObject({ userId, model: "Pixel 9", appVersion: "1.4.0" });
  expect(JSON.stringify(row)).not.toContain(data.token);
  expectProblem(await pair({ code, ...phone }), 400);
});

test("a name is enough beside the code", async () => {
  expect((await pair({ code: await pairingCode(userId), name: "Bare" })).status).toBe(201);
});

test.each([
  ["nothing", undefined, [""]],
  ["an empty object", {}, ["code", "name"]],
  ["an array", [], [""]],
  ["a number as code", { ...phone, code: 7 }, ["code"]],
  ["an object as code", { ...phone, code: { $ne: "" } }, ["code"]],
  ["an endless code", { ...phone, code: "A".repeat(50_000) }, ["code"]],
  ["a code of other letters", { ...phone, code: "UUUU-UUUU" }, ["code"]],
  ["an array as name", { ...phone, code: "AAAA-AAAA", name: ["a"] }, ["name"]],
  ["a direction override in the name", { ...phone, code: "AAAA-AAAA", name: "a\u202eb" }, ["name"]],
  ["another app", { ...phone, code: "AAAA-AAAA", app: "mail" }, ["app"]],
  ["a member too many", { ...phone, code: "AAAA-AAAA", userId: "x" }, ["userId"]],
])("pairing with %s is refused and makes no device", async (_, body, paths) => {
  const before = await db.device.count();
  const answer = await pair(body);
  expect([400, 415]).toContain(answer.status);
  expectProblem(answer, answer.status);
  if (answer.status === 400 && paths[0] !== "") expect(pathsOf(answer)).toEqual(paths);
  expect(await db.device.count()).toBe(before);
});

test("a NUL or half a character is refused", async () => {
  for (const text of ["a\\u0000b", "\\ud800"]) {
    const body = `{"code":"AAAA-AAAA","name":"${text}"}`;
    expectProblem(
      await api("POST", "/api/devices/pair", { body, headers: { "Content-Type": "application/json" } }),
      400,
    );
  }
});

test("whoever guesses codes has to wait, and the right one waits with them", async () => {
  const code = await pairingCode(userId);
  const statuses: number[] = [];
  for (let guess = 0; guess < 40; guess++) {
    const answer = await pair({ ...phone, code: `ZZZZ-${String(guess).padStart(4, "0")}` });
    statuses.push(answer.status);
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5);
  const answer = await pair({ ...phone, code });
  expectProblem(answer, 429);
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
});
