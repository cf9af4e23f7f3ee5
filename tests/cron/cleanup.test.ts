import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../factories/people";
import { fillTrash, fillWithNotifications } from "../factories/trash";
import { expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let anonymous: ReturnType<typeof program>;
let scheduler: ReturnType<typeof program>;
let secret: string;

beforeAll(async () => {
  server = await startServer();
  const stored = readFileSync(path.join(process.env.DATA_DIR ?? "", "secrets.json"), "utf8");
  secret = JSON.parse(stored).cronSecret;
  anonymous = program(server);
  scheduler = program(server, { Authorization: `Bearer ${secret}` });
});

test.each(["GET", "POST"])("a scheduler cleans up by %s with the generated secret", async (method) => {
  const { product } = await fillTrash(91);

  const answer = await scheduler(method, "/api/cron/cleanup");

  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    message: "Cleaned 4 records",
    cleaned: 4,
    detail: { notifications: 1, reviews: 1, images: 1, products: 1 },
    expired: {
      sessions: 0,
      oneTimeLinks: 0,
      pairings: 0,
      relayCopies: 0,
      relayMessages: 0,
      idempotencyRecords: 0,
      uploads: 0,
      cronRuns: 0,
      apiRequests: 0,
      webhookDeliveries: 0,
      webhookMessages: 0,
      imports: 0,
    },
    dryRun: false,
    runId: expect.any(String),
  });
  expect(await db.product.findUnique({ where: { id: product.id } })).toBeNull();
  expect(await db.cronRun.findUnique({ where: { id: String(answer.json.runId) } })).toMatchObject({
    job: "cleanup",
    outcome: "done",
    cleaned: 4,
    dryRun: false,
  });
});

test("a dry run answers in the same shape and changes nothing", async () => {
  const { product } = await fillTrash(91);

  const answer = await scheduler("GET", "/api/cron/cleanup?dryRun=1");

  expect(answer.json).toMatchObject({ message: "Would clean 4 records", cleaned: 4, dryRun: true });
  expect(await db.product.findUnique({ where: { id: product.id } })).not.toBeNull();
  await scheduler("GET", "/api/cron/cleanup");
});

test.each([
  undefined,
  "",
  "Bearer",
  "Bearer ",
  "Bearer undefined",
  "Bearer null",
  "Bearer x",
  "Basic x",
  "SECRET",
])("%j does not open the door, and nothing is cleaned", async (Authorization) => {
  const { product } = await fillTrash(91);
  const headers: Record<string, string> =
    Authorization === undefined ? {} : { Authorization: Authorization.replace("SECRET", secret) };

  for (const method of ["GET", "POST"]) {
    expectProblem(await anonymous(method, "/api/cron/cleanup", { headers }), 401, "Unauthorized");
  }

  expect(await db.product.findUnique({ where: { id: product.id } })).not.toBeNull();
});

test("the secret counts letter by letter, and only in its header", async () => {
  for (const wrong of [secret.toUpperCase(), secret.toLowerCase(), secret.slice(0, -1), `${secret}x`]) {
    const headers = { Authorization: `Bearer ${wrong}` };
    expectProblem(await anonymous("GET", "/api/cron/cleanup", { headers }), 401);
  }
  expectProblem(await anonymous("GET", "/api/cron/cleanup", { headers: { "x-api-key": secret } }), 401);
  expectProblem(await anonymous("GET", `/api/cron/cleanup?secret=${secret}`), 401);
});

test("a browser cleans nothing: not by a cookie, not by HEAD, not from another site", async () => {
  const { product } = await fillTrash(91);
  const { cookie } = await signIn({ role: "owner" });

  expectProblem(await anonymous("GET", "/api/cron/cleanup", { headers: { Cookie: cookie } }), 401);
  const head = await scheduler("HEAD", "/api/cron/cleanup");
  expect([head.status, head.headers.get("Allow")]).toEqual([405, "GET, POST, OPTIONS"]);
  for (const site of ["cross-site", "same-site"]) {
    expectProblem(await scheduler("GET", "/api/cron/cleanup", { headers: { "Sec-Fetch-Site": site } }), 401);
  }

  expect(await db.product.findUnique({ where: { id: product.id } })).not.toBeNull();
});

test.each(["dryRun=yes", "dryRun=", "dryRun=1&dryRun=0", "days=0", "dryRun=1%00", "__proto__=1"])(
  "?%s is refused, and nothing is cleaned",
  async (query) => {
    const { product } = await fillTrash(91);

    expectProblem(await scheduler("GET", `/api/cron/cleanup?${query}`), 400);

    expect(await db.product.findUnique({ where: { id: product.id } })).not.toBeNull();
  },
);

test("a body says nothing here, and a large one is refused", async () => {
  expect((await scheduler("POST", "/api/cron/cleanup?dryRun=1", { body: "{" })).status).toBe(200);
  expectProblem(await scheduler("POST", "/api/cron/cleanup", { body: "x".repeat(1_000_000) }), 413);
});

test("ten calls at once do the work once", async () => {
  await scheduler("GET", "/api/cron/cleanup");
  await fillTrash(91);

  const answers = await Promise.all(Array.from({ length: 10 }, () => scheduler("GET", "/api/cron/cleanup")));

  const cleaned = answers.map(({ json }) => Number(json.cleaned ?? 0));
  expect(cleaned.reduce((sum, count) => sum + count)).toBe(4);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expectProblem(answer, 409);
    expect(answer.headers.get("Retry-After")).toMatch(/^\d+$/);
  }
});

test("killed midway and called again, it finishes what it began", async () => {
  await fillWithNotifications(30_000);

  const cut = scheduler("GET", "/api/cron/cleanup").catch(() => null);
  await expect
    .poll(() => db.notification.count({ where: { kind: "old" } }), { interval: 5, timeout: 20_000 })
    .toBeLessThan(30_000);
  await server.kill();
  await cut;
  const left = await db.notification.count({ where: { kind: "old" } });
  // Another process may hold the lease for as long as it lasts; the embedded database has only one.
  await db.lease.updateMany({ data: { expiresAt: new Date(0) } });
  await server.start();
  const answer = await scheduler("GET", "/api/cron/cleanup");

  expect(answer.json).toMatchObject({ message: `Cleaned ${left} records`, detail: { notifications: left } });
  expect(await db.notification.count({ where: { kind: "old" } })).toBe(0);
  expect(left % 1_000).toBe(0);
  const told = await db.event.findMany({ where: { type: "notification.purged" } });
  const ids = told.flatMap(({ data }) => (data as { ids: string[] }).ids);
  expect(new Set(ids).size).toBe(ids.length);
});
