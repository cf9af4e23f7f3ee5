import { beforeAll, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { hashPassword } from "~/models/user/password.server";
import { createOwner, joinAsCustomer } from "~/models/user/registration.server";
import { type as typeCommand } from "../commands/terminal";
import { keyHeaders } from "../factories/people";
import { device } from "../realtime/device";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

const password = "correct horse battery";
const FROM = "198.51.100.7";
let server: RunningServer;
let owner: string;
let ana: string;

type Line = {
  time: string;
  security: string;
  who: string | null;
  address: string;
  subject?: string;
  detail?: object;
};

/** The lines of this kind that came since the call of `watch`. */
function watch() {
  const before = server.output().length;
  return (kind: string) =>
    vi.waitFor(() => {
      const lines = server
        .output()
        .slice(before)
        .split("\n")
        .filter((line) => line.includes(`"security":"${kind}"`))
        .map((line) => JSON.parse(line) as Line);
      expect(lines.length, kind).toBeGreaterThan(0);
      for (const { time, address } of lines) {
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        expect(address).toMatch(/./);
      }
      return lines.at(-1) as Line;
    });
}

async function enter(email: string, word = password) {
  const person = visitor(server);
  const send = (address: string, init: RequestInit = {}) =>
    person.send(address, { ...init, headers: { ...init.headers, "X-Forwarded-For": FROM } });
  const page = await (await person.get("/login")).submit("Sign in", { email, password: word });
  return { ...person, send, page };
}

beforeAll(async () => {
  const passwordHash = await hashPassword(password);
  owner = (await createOwner({ name: "Ines", email: "ines@example.com", passwordHash })).id;
  ana = (await joinAsCustomer({ name: "Ana", email: "ana@example.com", passwordHash })).id;
  server = await startServer({ env: { RATE_LIMIT: "20,1000" } });
});

test("who signs in, fails to, and goes again is in the log, with when and where", async () => {
  const lines = watch();
  const { page } = await enter("ana@example.com");
  expect(await lines("user.signed_in")).toMatchObject({ who: ana, address: "127.0.0.1" });
  await page.submit("Sign out");
  expect(await lines("user.signed_out")).toMatchObject({ who: ana });

  await enter("ana@example.com", "wrong horse");
  expect(await lines("user.sign_in_failed")).toMatchObject({ who: "ana@example.com", address: "127.0.0.1" });
  const linkLines = watch();
  await visitor(server).get("/sign-in?token=guess");
  expect(await linkLines("user.sign_in_failed")).toMatchObject({ who: null });
  expect(server.output()).not.toMatch(/wrong horse|correct horse/);
});

test("who joins is in the log with the role they have", async () => {
  const lines = watch();
  await (await visitor(server).get("/join")).submit("Make my account", {
    name: "Ben",
    email: "ben@example.com",
    password: "another long password",
  });
  expect(await lines("user.created")).toMatchObject({ detail: { role: "customer" } });
});

test("a key's life is in the log: issued, rotated, refused, revoked", async () => {
  const lines = watch();
  const person = await enter("ines@example.com");
  const issued = await (await person.get("/admin/keys")).submit("Issue key", {
    name: "CI",
    scopes: "products:read",
  });
  const token = issued.root.querySelector("textarea")?.textContent.trim() ?? "";
  const { id } = await db.apiKey.findFirstOrThrow({ where: { name: "CI" }, select: { id: true } });
  expect(await lines("api_key.created")).toMatchObject({
    who: owner,
    subject: id,
    address: "127.0.0.1",
    detail: { scopes: "products:read" },
  });

  await (await person.get(`/admin/keys/${id}/rotation`)).submit("Rotate it", { overlapSeconds: "3600" });
  expect(await lines("api_key.rotated")).toMatchObject({
    who: owner,
    subject: id,
    detail: { overlapSeconds: 3_600 },
  });
  await (await person.get(`/admin/keys/${id}/revocation`)).submit("Revoke it");
  expect(await lines("api_key.revoked")).toMatchObject({ who: owner, subject: id });

  await program(server)("GET", "/api/products", { headers: { "x-api-key": token, "X-Forwarded-For": FROM } });
  expect(await lines("api_key.refused")).toMatchObject({ who: null, address: FROM });

  await typeCommand(["key", "typed", "products:read"]);
  expect(await lines("api_key.created")).toMatchObject({ who: null, address: "this machine" });
});

test("whoever is turned away is in the log", async () => {
  const lines = watch();
  const headers = { ...(await keyHeaders("products:read")), "X-Forwarded-For": FROM };
  const { id } = await db.apiKey.findFirstOrThrow({ orderBy: { createdAt: "desc" }, select: { id: true } });
  await program(server, headers)("POST", "/api/products", { json: {} });
  expect(await lines("access.refused")).toMatchObject({ who: id, address: FROM });

  const customer = await enter("ana@example.com");
  const pageLines = watch();
  await customer.send("/admin/keys");
  expect(await pageLines("access.refused")).toMatchObject({ who: ana, address: FROM });

  await server.fetch("/login", { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" }, body: "x" });
  expect(await lines("refused.cross-site")).toMatchObject({ who: null });
  await server.fetch("/api/cron/cleanup", { headers: { Authorization: "Bearer guess" } });
  expect(await lines("cron.refused")).toMatchObject({ who: null });

  for (let turn = 0; turn < 21; turn++)
    await server.fetch("/api/system/middleware-state", { headers: { "X-Forwarded-For": FROM } });
  expect(await lines("limit.reached")).toMatchObject({ who: null, address: FROM });
});

test("a device that comes with a wrong token, and one that is revoked, are in the log", async () => {
  const lines = watch();
  const stranger = device(server, { token: "guess" });
  expect(await lines("device.refused")).toMatchObject({ who: null, detail: { code: "unauthorized" } });
  stranger.close();

  const { id } = await createDevice({ userId: ana, name: "Phone", model: "" });
  const person = await enter("ana@example.com");
  await (await person.get("/account/devices")).submit("Revoke Phone");
  expect(await lines("device.revoked")).toMatchObject({ who: ana, subject: id });
});
