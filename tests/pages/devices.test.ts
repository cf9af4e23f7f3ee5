import { beforeAll, expect, test } from "vitest";
import { signIn } from "../factories/people";
import { device, until } from "../realtime/device";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

let server: RunningServer;
let ana: Awaited<ReturnType<typeof signIn>>;
let ben: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  ana = await signIn({ name: "Ana" });
  ben = await signIn({ name: "Ben" });
  server = await startServer();
});

async function addDevice(name: string) {
  const page = await visitor(server, ana.cookie).get("/account/devices");
  const made = await page.submit("Add the device", { name });
  const token = made.root.querySelector("textarea[readonly]")?.text ?? "";
  return { page, made, token };
}

test("a new device's token is shown once and lets its app in", async () => {
  const { made, token } = await addDevice("Phone");
  expect(made.status).toBe(200);
  expect(token).toMatch(/^atl_dev_\w{36}$/);

  const app = device(server, { token });
  await until(() => app.cursor() !== "");
  app.close();
  expect((await visitor(server, ana.cookie).get("/account/devices")).html).not.toContain(token);
});

test("the same form again makes no second device and never shows the token again", async () => {
  const { page, token } = await addDevice("Only one");
  const again = await page.submit("Add the device", { name: "Only one" });
  expect(again.status).toBe(409);
  expect(again.html).not.toContain(token);
  const list = await visitor(server, ana.cookie).get("/account/devices");
  expect(list.text.match(/Only one/g)).toHaveLength(1);
});

test("a revoked device is out within seconds and cannot come back", async () => {
  const { token } = await addDevice("Lost phone");
  const app = device(server, { token });
  await until(() => app.cursor() !== "");
  const list = await visitor(server, ana.cookie).get("/account/devices");

  const after = await list.submit("Revoke Lost phone");

  expect(after.text).toContain("The device is revoked");
  await until(() => app.socket.disconnected, 5_000);
  const back = device(server, { token }, { retry: false });
  expect((await back.refused()).data).toEqual({ code: "revoked" });
});

test("nobody revokes or sees a device of somebody else", async () => {
  await addDevice("Ana's tablet");
  const list = await visitor(server, ana.cookie).get("/account/devices");
  const action = list.root.querySelector('form[action$="/revocation"]')?.getAttribute("action") ?? "";
  expect(action).toMatch(/^\/account\/devices\/[\w-]+\/revocation$/);

  const bens = await visitor(server, ben.cookie).get("/account/devices");
  expect(bens.text).not.toContain("Ana's tablet");
  const token = bens.root.querySelector('input[name="_token"]')?.getAttribute("value") ?? "";
  const body = new URLSearchParams({ _token: token });
  const attempt = await server.fetch(action, {
    method: "POST",
    body,
    headers: { Cookie: ben.cookie, Origin: server.origin },
  });
  expect([403, 404]).toContain(attempt.status);
  expect((await visitor(server, ana.cookie).get("/account/devices")).text).toContain("Ana's tablet");
});

test.each([
  ["no name", { name: "" }],
  ["a NUL", { name: "a\u0000b" }],
  ["a direction override", { name: "a\u202eb" }],
  ["an endless name", { name: "x".repeat(90_000) }],
  ["two names", { name: ["a", "b"] }],
])("a device with %s is refused and nothing is added", async (_, fields) => {
  const before = (await visitor(server, ben.cookie).get("/account/devices")).text;
  const answer = await (await visitor(server, ben.cookie).get("/account/devices")).submit(
    "Add the device",
    fields,
  );
  expect(answer.status).toBe(400);
  expect((await visitor(server, ben.cookie).get("/account/devices")).text).toBe(before);
});
