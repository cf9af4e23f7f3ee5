import { setTimeout } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { keyHeaders } from "../factories/people";
import { expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

const LIST = "/api/products";
/** Made anew each time: what goes out again as it was is free. */
const COUNTED = "/api/system/middleware-state";
let server: RunningServer;
let api: ReturnType<typeof program>;
let networks = 0;

/** A caller whom nobody else in this file shares an address with. */
const fromNewAddress = () => ({ "X-Forwarded-For": `203.0.113.${++networks}` });

async function use(times: number, headers: Record<string, string>, address = COUNTED) {
  const answers = [];
  for (let turn = 0; turn < times; turn++) answers.push(await api("GET", address, { headers }));
  return answers;
}

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMIT: "5,8" } });
  api = program(server);
});

test("each answer says how much of the minute is left, and the one after the last says when to come back", async () => {
  const headers = fromNewAddress();
  const answers = await use(5, headers);

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(answers[0]?.headers.get("RateLimit-Policy")).toBe('"address";q=5;w=60');
  expect(answers[0]?.headers.get("RateLimit")).toBe('"address";r=4;t=60');
  expect(answers[4]?.headers.get("RateLimit")).toMatch(/^"address";r=0;t=\d+$/);

  const [refused] = await use(1, headers);
  if (!refused) throw new Error();
  expectProblem(refused, 429);
  expect(refused.json.type).toBe("/problems/rate-limited");
  expect(refused.headers.get("RateLimit")).toMatch(/^"address";r=0;t=\d+$/);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(Number(refused.headers.get("Retry-After"))).toBeLessThanOrEqual(60);
  expect((await api("POST", LIST, { headers, json: {} })).status).toBe(429);
});

test("a mistake counts like any other request, and looking at what is possible does not", async () => {
  const headers = fromNewAddress();
  await use(5, headers, "/api/nothing");
  expect((await api("GET", COUNTED, { headers })).status).toBe(429);

  const options = await api("OPTIONS", COUNTED, { headers });
  expect(options.status).toBe(204);
  expect(options.headers.get("RateLimit")).toBeNull();
});

test("who has the answer already is told so for nothing", async () => {
  const headers = fromNewAddress();
  const [first] = await use(1, headers);
  const known = { ...headers, "If-None-Match": first?.headers.get("ETag") ?? "" };
  const repeats = await use(20, known);

  expect(repeats.every(({ status }) => status === 304)).toBe(true);
  expect(repeats[0]?.headers.get("RateLimit")).toBeNull();
  expect((await use(1, headers))[0]?.headers.get("RateLimit")).toMatch(/^"address";r=3;/);
});

test("what goes out again as everybody got it costs nothing, even when all of the minute is used up", async () => {
  await use(3, fromNewAddress(), LIST);
  const headers = fromNewAddress();
  await use(5, headers);
  expect((await api("GET", COUNTED, { headers })).status).toBe(429);

  const again = await use(10, headers, LIST);
  const expected = dialect === "sqlite" ? 200 : 429;
  expect(again.map(({ status }) => status)).toEqual(again.map(() => expected));
  const ofItsOwn = { ...headers, "Cache-Control": "no-store" };
  expect((await api("GET", LIST, { headers: ofItsOwn })).status).toBe(429);
});

test("a key has its own minute wherever it calls from", async () => {
  const headers = { ...fromNewAddress(), ...(await keyHeaders("products:read")) };
  await use(6, { "X-Forwarded-For": headers["X-Forwarded-For"] });

  const answers = await use(8, headers);
  expect(answers.at(-1)?.headers.get("RateLimit-Policy")).toBe('"key";q=8;w=60');
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const [refused] = await use(1, { ...headers, ...fromNewAddress() });
  expect(refused?.status).toBe(429);
});

test("the owner gives one key more than the others", async () => {
  const { id, token } = await issueApiKey({ name: "Mirror", scopes: ["products:read"] }, { actor: null });
  await db.apiKey.update({ where: { id }, data: { limitPerMinute: 12 } });

  const answers = await use(13, { "x-api-key": token });
  expect(answers[0]?.headers.get("RateLimit-Policy")).toBe('"key";q=12;w=60');
  expect(answers.map(({ status }) => status).slice(11)).toEqual([200, 429]);
});

test("all addresses of one IPv6 network are one caller", async () => {
  for (let turn = 0; turn < 5; turn++) {
    await api("GET", COUNTED, { headers: { "X-Forwarded-For": `2001:db8:7:8:${turn}::1` } });
  }
  const neighbour = { "X-Forwarded-For": "2001:db8:7:8:ffff::2" };
  const stranger = { "X-Forwarded-For": "2001:db8:7:9::2" };
  expect((await api("GET", COUNTED, { headers: neighbour })).status).toBe(429);
  expect((await api("GET", COUNTED, { headers: stranger })).status).toBe(200);
});

test("whoever tries keys runs out of tries", async () => {
  const headers = { ...fromNewAddress(), "x-api-key": "atl_key_guess" };
  const answers = await use(6, headers);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
});

test("whoever tries cron secrets runs out of tries, and the scheduler elsewhere does not notice", async () => {
  const headers = { ...fromNewAddress(), Authorization: "Bearer wrong" };
  const answers = await use(31, headers, "/api/cron/cleanup");
  expect(answers.map(({ status }) => status).slice(29)).toEqual([401, 429]);
  expect(answers.at(-1)?.headers.get("Retry-After")).toMatch(/^\d+$/);

  const [elsewhere] = await use(1, { ...headers, ...fromNewAddress() }, "/api/cron/cleanup");
  expect(elsewhere?.status).toBe(401);
});

test("whoever signs wrongly thirty times in a minute waits, and takes nothing from the schedulers elsewhere", async () => {
  const headers = { ...fromNewAddress(), "Content-Type": "application/json" };
  const statuses = [];
  for (let turn = 0; turn < 31; turn++) {
    const answer = await api("POST", "/api/webhooks/in/nobody", { headers, json: {} });
    statuses.push(answer.status);
  }
  expect(statuses.slice(29)).toEqual([404, 429]);

  const [elsewhere] = await use(1, fromNewAddress(), "/api/cron/cleanup");
  expect(elsewhere?.status).toBe(401);
});

test("people who read pages are not counted", async () => {
  const headers = fromNewAddress();
  for (let turn = 0; turn < 8; turn++) {
    const page = await server.fetch("/products", { headers });
    await page.text();
    expect([page.status, page.headers.get("RateLimit")]).toEqual([200, null]);
  }
});

test("a restart forgives nothing, and a kill a second at most", async () => {
  const [stopped, killed] = [fromNewAddress(), fromNewAddress()];
  await use(6, stopped);
  await server.stop();
  await server.start();
  expect((await use(1, stopped))[0]?.status).toBe(429);

  await use(6, killed);
  await setTimeout(2_200);
  await server.kill();
  await server.start();
  expect((await use(1, killed))[0]?.status).toBe(429);
  expect((await use(1, stopped))[0]?.status).toBe(429);
});
