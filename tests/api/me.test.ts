import { beforeAll, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import { isWellFormedToken } from "~/models/api-key/format.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import type { Scope } from "~/models/api-key/scope";
import { signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

let server: RunningServer;
let owner: Awaited<ReturnType<typeof signIn>>;

async function newCaller(...scopes: Scope[]) {
  const given = scopes.length > 0 ? scopes : (["products:write"] as const);
  const { id, token } = await issueApiKey({ name: "Mirror", scopes: given }, { actor: owner.user.id });
  return { id, token, api: program(server, { "x-api-key": token }) };
}

const works = async (token: string) =>
  (await server.fetch("/api/me", { headers: { Authorization: `Bearer ${token}` } })).status === 200;

/** What the log holds once as many requests have been written as were made. */
async function requestsOf({ api }: Awaited<ReturnType<typeof newCaller>>, count: number, query = "") {
  return vi.waitFor(
    async () => {
      const answer = await api("GET", `/api/me/requests${query}`);
      const { total } = answer.json.pagination as { total: number };
      expect(total).toBeGreaterThanOrEqual(count);
      return answer.json.data as Record<string, unknown>[];
    },
    { timeout: 10_000, interval: 300 },
  );
}

beforeAll(async () => {
  owner = await signIn({ role: "owner" });
  await createCategory({ slug: "tools" });
  server = await startServer({ env: { RATE_LIMIT: "300,1000" } });
});

test("a key is told what it is and what it may, and nothing that opens anything", async () => {
  const { id, token, api } = await newCaller("reviews:write", "events:read");

  const answer = await api("GET", "/api/me");

  expect(answer.status).toBe(200);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(answer.json.data).toEqual({
    id,
    name: "Mirror",
    prefix: token.slice(0, 12),
    scopes: ["reviews:write", "events:read"],
    createdAt: expect.stringMatching(/Z$/),
    expiresAt: null,
    lastUsedAt: null,
    lastUsedFrom: null,
    rotation: null,
    limits: { policy: "key", quota: 1_000, windowSeconds: 60, remaining: 999, resetSeconds: 60 },
  });
  expect(answer.headers.get("RateLimit")).toBe('"key";r=999;t=60');
  expect(answer.text).not.toContain(token.slice(12));
});

test("nobody without a live key is told anything, not even the owner's browser", async () => {
  const api = program(server);
  const callers: Record<string, string>[] = [{}, { Cookie: owner.cookie }, { "x-api-key": "wrong" }];
  for (const headers of callers) {
    for (const [method, address] of [
      ["GET", "/api/me"],
      ["GET", "/api/me/requests"],
      ["POST", "/api/me/rotation"],
    ] as const) {
      expectProblem(await api(method, address, { headers }), 401, "Unauthorized");
    }
  }
});

test("a key reads what was asked with it: routes, answers and problems, no addresses and nobody else's", async () => {
  const [mirror, other] = [await newCaller(), await newCaller()];
  const product = await createProduct({ category: "tools" });
  await other.api("GET", "/api/products");
  await mirror.api("GET", `/api/products/${product.id}?`);
  const refused = await mirror.api("POST", "/api/products", { json: { secret: "hidden-word" } });
  await mirror.api("GET", "/api/products?limit=hidden-word");
  await mirror.api("GET", "/api/nothing/at/all");
  await mirror.api("DELETE", `/api/products/${product.id}`);

  const rows = await vi.waitFor(async () => {
    const rows = await requestsOf(mirror, 4, "?limit=100");
    expect(rows.map(({ method }) => method)).toContain("DELETE");
    return rows;
  }, 10_000);

  const made = rows.filter(({ route }) => route !== "/api/me/requests").reverse();
  const told = made.map(({ method, route, status, problem }) => [method, route, status, problem].join(" "));
  // A refusal that took long is asked for again.
  expect([...new Set(told)]).toEqual([
    "GET /api/products/:productId 200 ",
    "POST /api/products 400 invalid-input",
    "GET /api/products 400 invalid-input",
    "GET /api/* 404 not-found",
    "DELETE /api/products/:productId 200 ",
  ]);
  expect(made.map(({ requestId }) => requestId)).toContain(refused.headers.get("X-Request-Id"));
  for (const { at, ms } of made) {
    expect(Math.abs(Date.now() - Date.parse(String(at)))).toBeLessThan(30_000);
    expect(ms).toBeLessThan(30_000);
  }
  expect(JSON.stringify(rows)).not.toContain("hidden-word");
  expect(JSON.stringify(rows)).not.toContain(product.id);
});

test("the log is a list like every other, and its faults are named", async () => {
  const caller = await newCaller();
  for (let turn = 0; turn < 5; turn++) await caller.api("GET", "/api/me");
  const rows = await requestsOf(caller, 5, "?limit=2&page=2");
  expect(rows.length).toBe(2);
  const times = rows.map(({ at }) => String(at));
  expect(times).toEqual([...times].sort().reverse());

  for (const query of ["limit=0", "limit=101", "page=0", "keyId=1", "limit=1&limit=2", "__proto__=1"]) {
    const answer = await caller.api("GET", `/api/me/requests?${query}`);
    expectProblem(answer, 400);
    expect(pathsOf(answer)).toEqual([query.split("=")[0]]);
  }
  expectProblem(await caller.api("GET", "/api/me?a=1"), 400);
});

test("what was asked a moment before the shop stops is in the log afterwards", async () => {
  const caller = await newCaller();
  await caller.api("GET", "/api/system/middleware-state");
  await server.stop();
  expect(await db.apiRequest.findMany({ where: { keyId: caller.id }, select: { route: true } })).toEqual([
    { route: "/api/system/middleware-state" },
  ]);
  await server.start();
});

test("a program gives itself a new token, and for the time it chose the one before works too", async () => {
  const { id, token, api } = await newCaller();
  const rotated = await api("POST", "/api/me/rotation", { json: { overlapSeconds: 86_400 } });

  expect(rotated.status).toBe(201);
  expect(rotated.headers.get("Cache-Control")).toBe("no-store");
  const { token: fresh, prefix, oldUntil } = rotated.json.data as Record<string, string>;
  expect(isWellFormedToken("key", fresh ?? "")).toBe(true);
  expect(prefix).toBe(fresh?.slice(0, 12));
  expect(Date.parse(oldUntil ?? "") - Date.now()).toBeGreaterThan(86_000_000);
  expect([await works(token), await works(fresh ?? "")]).toEqual([true, true]);
  const me = (await program(server, { "x-api-key": fresh ?? "" })("GET", "/api/me")).json.data;
  expect(me).toMatchObject({ id, prefix, rotation: { oldPrefix: token.slice(0, 12), oldUntil } });

  expectProblem(await api("POST", "/api/me/rotation", { json: {} }), 403);
  const rows = JSON.stringify([
    await db.apiKey.findUnique({ where: { id } }),
    await db.event.findMany({ where: { subject: id } }),
  ]);
  expect(rows).not.toContain(fresh?.slice(12));

  await db.apiKey.update({ where: { id }, data: { oldUntil: new Date(Date.now() - 1) } });
  await vi.waitFor(async () => expect(await works(token)).toBe(false), { timeout: 2_000, interval: 50 });
  expect(await works(fresh ?? "")).toBe(true);
});

test("without an overlap the token before is dead with the answer, and of three only the last two can ever work", async () => {
  const first = await newCaller();
  const rotate = async (token: string, overlapSeconds: number) => {
    const api = program(server, { "x-api-key": token });
    const { json } = await api("POST", "/api/me/rotation", { json: { overlapSeconds } });
    return String((json.data as Record<string, unknown>).token);
  };
  const second = await rotate(first.token, 0);
  expect([await works(first.token), await works(second)]).toEqual([false, true]);

  const third = await rotate(second, 3_600);
  const fourth = await rotate(third, 3_600);
  expect(await Promise.all([second, third, fourth].map(works))).toEqual([false, true, true]);
});

test("a rotation that is sent twice happens once, and no store keeps its answer", async () => {
  const { id, api } = await newCaller();
  const headers = { "Idempotency-Key": "rotate-once" };
  const send = () => api("POST", "/api/me/rotation", { json: { overlapSeconds: 3_600 }, headers });
  const rotated = await send();
  expect(rotated.status).toBe(201);

  expectProblem(await send(), 409);
  expect(await db.event.count({ where: { subject: id, type: "api_key.rotated" } })).toBe(1);
  const { token } = rotated.json.data as { token: string };
  expect(JSON.stringify(await db.idempotencyRecord.findMany())).not.toContain(token.slice(12));
});

test("a rotation that makes no sense changes nothing", async () => {
  const { id, token, api } = await newCaller();
  const bodies = [
    { overlapSeconds: 1 },
    { overlapSeconds: "3600" },
    { overlapSeconds: [0] },
    { overlap: 1 },
    [],
    null,
  ];
  for (const json of bodies) expectProblem(await api("POST", "/api/me/rotation", { json }), 400);
  expectProblem(await api("POST", "/api/me/rotation", { body: "{", headers: {} }), 400);
  expect(await works(token)).toBe(true);
  expect(await db.event.count({ where: { subject: id, type: "api_key.rotated" } })).toBe(0);
});

test("the owner sees a key's facts and requests, rotates it, and ends it: both tokens at once", async () => {
  const { id, token, api } = await newCaller();
  const person = visitor(server, owner.cookie);
  await api("GET", "/api/products");
  const page = await vi.waitFor(
    async () => {
      const page = await person.get(`/admin/keys/${id}`);
      expect(page.text).toContain("GET /api/products");
      expect(page.text).toContain("127.0.0.0/24");
      return page;
    },
    { timeout: 5_000, interval: 300 },
  );
  expect(page.html).not.toContain(token.slice(12));

  const rotated = await (await person.get(`/admin/keys/${id}/rotation`)).submit("Rotate it", {
    overlapSeconds: "604800",
  });
  const fresh = rotated.root.querySelector("textarea")?.textContent.trim() ?? "";
  expect([await works(token), await works(fresh)]).toEqual([true, true]);
  expect((await person.get(`/admin/keys/${id}`)).text).toContain("It works until");

  await (await person.get(`/admin/keys/${id}/revocation`)).submit("Revoke it");
  expect([await works(token), await works(fresh)]).toEqual([false, false]);
  const late = await (await person.get(`/admin/keys/${id}/rotation`)).submit("Rotate it");
  expect(late.status).toBe(409);
  for (const overlapSeconds of ["1", "", "x".repeat(1_000)]) {
    const refused = await (await person.get(`/admin/keys/${id}/rotation`)).submit("Rotate it", {
      overlapSeconds,
    });
    expect(refused.status).toBe(400);
  }
});

test("the owner gives a new key a limit of its own", async () => {
  const person = visitor(server, owner.cookie);
  const issue = async (limitPerMinute: string) =>
    (await person.get("/admin/keys")).submit("Issue key", {
      name: "Slow",
      scopes: "products:read",
      limitPerMinute,
    });
  for (const wrong of ["0", "-1", "1.5", "many", "1000001"]) expect((await issue(wrong)).status).toBe(400);
  const page = await issue("7");
  const token = page.root.querySelector("textarea")?.textContent.trim() ?? "";
  const answer = await server.fetch("/api/me", { headers: { "x-api-key": token } });
  expect(answer.headers.get("RateLimit-Policy")).toBe('"key";q=7;w=60');
});
