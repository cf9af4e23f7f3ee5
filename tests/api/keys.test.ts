import { setTimeout } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import { isWellFormedToken, newPrefixedToken } from "~/models/api-key/format.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { hashToken } from "~/models/token.server";
import { createCategory, createProduct } from "../factories/shop";
import { type Answered, expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let api: ReturnType<typeof program>;

const issue = (options: { expiresAt?: Date } = {}) =>
  issueApiKey({ name: "script", scopes: ["products:write"], ...options }, { actor: null });
const attempt = (headers: Record<string, string>) =>
  api("POST", "/api/products", { json: { name: "Made", category: "tools" }, headers });

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  server = await startServer();
  api = program(server);
});

test("a key works in x-api-key and as a bearer", async () => {
  const { token } = await issue();

  expect((await attempt({ "x-api-key": token })).status).toBe(201);
  expect((await attempt({ Authorization: `Bearer ${token}` })).status).toBe(201);
  expect((await attempt({ Authorization: `bearer ${token}` })).status).toBe(201);
});

test("a key has a prefix, 128 random bits or more and a checksum, and the database keeps only its hash", async () => {
  const { id, token } = await issue();

  expect(token).toMatch(/^atl_key_[0-9A-Za-z]{36}$/);
  expect(isWellFormedToken("key", token)).toBe(true);
  expect(isWellFormedToken("key", `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`)).toBe(false);
  const row = await db.apiKey.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ tokenHash: hashToken(token), prefix: token.slice(0, 12) });
  const everything = JSON.stringify([row, await db.event.findMany(), await db.idempotencyRecord.findMany()]);
  expect(everything).not.toContain(token.slice(12));
});

test("a revoked or expired key is refused within a second, and the day a key was last used is noted", async () => {
  const { id, token } = await issue();
  await attempt({ "x-api-key": token });
  await vi.waitFor(
    async () => {
      const { lastUsedAt, lastUsedFrom } = await db.apiKey.findUniqueOrThrow({ where: { id } });
      expect(Date.now() - (lastUsedAt?.getTime() ?? 0)).toBeLessThan(10_000);
      expect(lastUsedFrom).toBe("127.0.0.0/24");
    },
    { timeout: 5_000, interval: 50 },
  );

  await db.apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
  // By another process than the server's: there it is heard of within half a second.
  await setTimeout(510);
  expectProblem(await attempt({ "x-api-key": token }), 401, "Unauthorized");

  const expired = await issue({ expiresAt: new Date(Date.now() - 1_000) });
  expectProblem(await attempt({ "x-api-key": expired.token }), 401, "Unauthorized");
});

test("a key in the address is refused everywhere, even a valid one", async () => {
  const { token } = await issue();
  const { id } = await createProduct();

  for (const name of ["key", "api_key", "apiKey", "x-api-key", "token", "q"]) {
    for (const address of ["/api/products", `/api/products/${id}`, "/api/nothing"]) {
      expectProblem(await api("GET", `${address}?${name}=${token}`), 400);
    }
  }
  expect(server.output().includes(token)).toBe(false);
});

test("a session cookie opens nothing here", async () => {
  expectProblem(await attempt({ Cookie: "session=anything; __Host-session=anything" }), 401);
});

test("a key that is not live is refused at every verb, in the words for no key at all", async () => {
  const { id } = await createProduct();
  const revoked = await issue();
  await db.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
  const expired = await issue({ expiresAt: new Date(Date.now() - 1_000) });
  const wellFormed = newPrefixedToken("key");
  const told = ({ status, headers, json: { requestId: _, instance: __, ...rest } }: Answered) => ({
    status,
    rest,
    names: [...headers.keys()].filter((name) => !/^(?:connection|keep-alive)$/.test(name)).sort(),
    challenge: headers.get("WWW-Authenticate"),
  });
  const without = told(await attempt({}));
  expect(without).toMatchObject({ status: 401, challenge: "Bearer", rest: { error: "Unauthorized" } });

  for (const token of ["x", "undefined", "atl_key_short", wellFormed, revoked.token, expired.token]) {
    for (const headers of [{ "x-api-key": token }, { Authorization: `Bearer ${token}` }] as Record<
      string,
      string
    >[]) {
      expect(told(await attempt(headers))).toEqual(without);
      for (const [method, address] of [
        ["GET", "/api/products"],
        ["GET", `/api/products/${id}`],
        ["GET", "/api/system/middleware-state"],
        ["PUT", `/api/products/${id}`],
        ["DELETE", `/api/products/${id}`],
        ["GET", "/api/nothing"],
      ] as const) {
        expect(told(await api(method, address, { headers })), `${method} ${address}`).toEqual(without);
      }
      expect((await api("OPTIONS", "/api/products", { headers })).status).toBe(204);
      expect((await api("HEAD", "/api/products", { headers })).status).toBe(401);
    }
  }
});

test("a key in the address is found however it is written, and logged nowhere", async () => {
  const { token } = await issue();
  const hidden = token.replaceAll("_", "%5F");
  const twice = encodeURIComponent(hidden);
  for (const query of [
    `x=${hidden}`,
    `x=${twice}`,
    `x=a,${token}`,
    `${token}`,
    `${token}=1`,
    `filter[a]=${token}`,
  ]) {
    expectProblem(await api("GET", `/api/products?${query}`), 400);
  }
  for (const name of ["Authorization", "access_token", "auth-token", "secret", "X-API-Key", "%6bey"]) {
    expectProblem(await api("GET", `/api/products?${name}=anything`), 400);
  }
  await api("GET", `/api/products/${token}`);
  await api("GET", `/api/products/${hidden}`);
  await server.fetch(`/products/${token}`);
  expect(server.output()).not.toContain(token.slice(8));
});
