import { beforeAll, expect, test } from "vitest";
import { dialect } from "~/db/client.server";
import { keyHeaders, signIn } from "../factories/people";
import { createProduct } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";
import { type Exchange, exchange, linesOf, madeFor, textOf } from "./exchange";
import { sendRaw } from "./raw";

/** On PostgreSQL other processes may write at any time, so nothing is kept. */
const keeps = dialect === "sqlite";
const PUBLIC = [
  "/",
  "/products",
  "/products/kept",
  "/api/products",
  "/api/categories",
  "/docs",
  "/sitemap.xml",
];

let server: RunningServer;
let address: string;
const ask = (path: string, headers?: Record<string, string>, method?: string) =>
  exchange(server, path, { headers, method });

/** The answer as it is kept, where answers are. One that was begun before a write is not, so it may take some asking. */
async function kept(path: string) {
  let [before, answer] = [await ask(path), await ask(path)];
  for (let turn = 0; keeps && turn < 50 && madeFor(before) !== madeFor(answer); turn++)
    [before, answer] = [answer, await ask(path)];
  return answer;
}

async function expectOwn(path: string, headers: Record<string, string>, method = "GET") {
  const before = await kept(path);
  const answer = await ask(path, headers, method);
  expect.soft(madeFor(answer), `${path} ${JSON.stringify(headers)}`).not.toBe(madeFor(before));
  const after = await ask(path);
  expect.soft(madeFor(after) === madeFor(before), `${path} after ${JSON.stringify(headers)}`).toBe(keeps);
  return answer;
}

beforeAll(async () => {
  const { id } = await createProduct({ name: "Kept", slug: "kept", description: "Words. ".repeat(300) });
  address = `/api/products/${id}`;
  server = await startServer({ env: { RATE_LIMIT: "1000000,1000000", LOG_LEVEL: "info" } });
});

test("what everybody is answered alike goes out again: the same lines, the same bytes, and only the time is new", async () => {
  for (const path of [...PUBLIC, address]) {
    const first = await kept(path);
    const again = await ask(path);
    expect.soft(first.status, path).toBe(200);
    expect.soft(madeFor(again) === madeFor(first), path).toBe(keeps);
    if (keeps) {
      expect.soft(linesOf(again), path).toEqual(linesOf(first));
      expect.soft(again.bytes.equals(first.bytes), path).toBe(true);
      expect.soft(again.header("RateLimit"), path).toBe("");
      expect.soft(Math.abs(Date.parse(again.header("Date")) - Date.now()), path).toBeLessThan(5_000);
    }
  }
});

test("a kept answer writes no line into the log", async () => {
  if (!keeps) return;
  await kept("/products?page=1");
  const lines = () => server.output().split("\n").length;
  const before = lines();
  for (let turn = 0; turn < 20; turn++) await ask("/products?page=1");
  await ask("/products/nobody-has-this");
  await expect.poll(lines).toBeGreaterThan(before);
  expect(lines() - before).toBeLessThan(5);
});

test("a kept page carries the nonce of its own scripts", async () => {
  const page = await kept("/products");
  const nonce = /'nonce-([\w-]+)'/.exec(page.header("Content-Security-Policy"))?.[1];
  const scripts = textOf(page).match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
});

test("one page goes out packed as each visitor takes it, each form under a tag of its own", async () => {
  if (!keeps) return;
  const plain = await kept("/products/kept");
  const [tag = ""] = plain.header("ETag").split(/"$/);
  const forms: [accepted: string, encoding: string, etag: string][] = [
    ["br, gzip", "br", `${tag}-br"`],
    ["gzip, deflate", "gzip", `${tag}-gz"`],
    ["gzip;q=0.5, br;q=0.1", "gzip", `${tag}-gz"`],
    ["identity", "", `${tag}"`],
    ["*", "br", `${tag}-br"`],
    ["br;q=0, gzip;q=0", "", `${tag}"`],
    ["nonsense;;q=x", "", `${tag}"`],
  ];
  for (const [accepted, encoding, etag] of forms) {
    const answer = await ask("/products/kept", { "Accept-Encoding": accepted });
    expect.soft(answer.header("Content-Encoding"), accepted).toBe(encoding);
    expect.soft(answer.header("ETag"), accepted).toBe(etag);
    expect.soft(answer.header("Vary"), accepted).toMatch(/accept-encoding/i);
    expect.soft(Number(answer.header("Content-Length")), accepted).toBe(answer.bytes.length);
    expect.soft(textOf(answer) === textOf(plain), accepted).toBe(true);
  }
});

test("programs get their answers plain, under the tag they always had", async () => {
  const unkept = await ask(address);
  for (let turn = 0; turn < 2; turn++) {
    const answer = await ask(address, { "Accept-Encoding": "br, gzip" });
    expect(answer.header("Content-Encoding")).toBe("");
    expect(answer.header("ETag")).toBe(unkept.header("ETag"));
    expect(answer.bytes.equals(unkept.bytes)).toBe(true);
  }
});

test("who has the page already is told so, without its bytes and with the lines that still hold", async () => {
  const whole = await kept(address);
  const paths = keeps ? [address, "/products/kept"] : [address];
  for (const path of paths) {
    const known = path === address ? whole : await kept(path);
    const same = await ask(path, { "If-None-Match": known.header("ETag") });
    expect.soft(same.status, path).toBe(304);
    expect.soft(same.bytes.length, path).toBe(0);
    expect.soft(same.header("ETag"), path).toBe(known.header("ETag"));
    for (const name of ["Content-Security-Policy", "Cache-Control", "Access-Control-Allow-Origin"]) {
      expect.soft(same.header(name), `${path} ${name}`).toBe(known.header(name));
    }
    expect.soft((await ask(path, { "If-None-Match": '"older"' })).status, path).toBe(200);
    expect.soft((await ask(path, { "If-None-Match": `W/${known.header("ETag")}` })).status, path).toBe(304);
  }
  expect((await ask(address, { "If-None-Match": "no tag" })).status).toBe(400);
});

test("HEAD is told what GET would be, without the bytes", async () => {
  for (const path of [address, "/products/kept"]) {
    const whole = await kept(path);
    const head = await ask(path, {}, "HEAD");
    expect(head.bytes.length).toBe(0);
    expect(head.status).toBe(200);
    if (keeps) expect(linesOf(head)).toEqual(linesOf(whole));
  }
});

test("whoever is somebody, or asks for something else, gets an answer of their own", async () => {
  const { cookie } = await signIn({ name: "Ana Signed-In" });
  const key = await keyHeaders("products:read");
  expect(textOf(await expectOwn("/products", { Cookie: cookie }))).toContain("Account");
  await expectOwn("/products", { Cookie: "other=1; visitor=unsigned" });
  await expectOwn("/products", { Cookie: "__Host-session=unsigned" });
  expect((await expectOwn(address, key)).header("RateLimit")).toMatch(/^"key"/);
  expect((await expectOwn(address, { Authorization: "Bearer wrong" })).status).toBe(401);
  expect((await expectOwn(address, { "If-Match": '"99.other"' })).status).toBe(412);
  await expectOwn(address, { Range: "bytes=0-1" });
  await expectOwn(address, { "Cache-Control": "no-store" });
  await expectOwn(address, { Origin: "https://elsewhere.test" });
  expect((await expectOwn(address, {}, "OPTIONS")).status).toBe(204);
  expect((await expectOwn(address, {}, "DELETE")).status).toBe(401);
});

test("what is for one person, for one moment or no success is made each time", async () => {
  const paths = [
    "/login",
    "/join",
    "/nothing-here",
    "/products/nothing",
    "/account",
    "/inbox",
    "/products.data",
  ];
  const programs = [
    "/api/nothing",
    "/api/products/none",
    "/api/products?limit=0",
    "/api/system/middleware-state",
  ];
  const others = [
    "/api/products?x-api-key=atl_key_x",
    "/healthz",
    "/readyz",
    "/products/kept.data",
    "/%70roducts",
  ];
  for (const path of [...paths, ...programs, ...others]) {
    const ids = new Set<string>();
    for (let turn = 0; turn < 4; turn++) ids.add(madeFor(await ask(path)));
    expect.soft(ids.size, path).toBe(4);
  }
  expect((await ask("/api/products?key=atl_key_x")).status).toBe(400);
});

test("a page as data for scripts is for the browser alone", async () => {
  const page = await ask("/products.data");
  expect(page.header("Cache-Control")).toBe("private, no-cache");
});

test("what a proxy says counts as before, and what anybody else says changes nothing", async () => {
  const plain = await kept("/products/kept");
  const lies = {
    "X-Forwarded-Host": "evil.test",
    "X-Forwarded-Port": "99",
    Forwarded: "host=evil.test",
    "X-React-Router-SPA-Mode": "yes",
    "X-React-Router-Prerender-Data": "[]",
  };
  const withoutChance = (answer: Exchange) =>
    textOf(answer).replaceAll(
      /'nonce-([\w-]+)'/.exec(answer.header("Content-Security-Policy"))?.[1] ?? "",
      "",
    );
  for (const [name, value] of Object.entries(lies)) {
    const lied = await ask("/products/kept", { [name]: value });
    expect.soft(withoutChance(lied) === withoutChance(plain), name).toBe(true);
  }

  const secure = { "X-Forwarded-Proto": "https" };
  await ask("/products/kept", secure);
  for (let turn = 0; turn < 2; turn++) {
    const behindTls = await ask("/products/kept", secure);
    expect(textOf(behindTls)).toContain(server.origin.replace("http:", "https:"));
    expect(textOf(behindTls)).not.toContain(server.origin);
  }
  const other = { Host: "other.test" };
  for (let turn = 0; turn < 3; turn++) {
    expect(textOf(await ask("/products/kept", other))).toContain("http://other.test/products/kept");
  }
  expect(textOf(await ask("/products/kept"))).not.toContain("other.test");
});

test("a malformed request is refused whatever is kept", async () => {
  await kept("/products");
  const sent = "GET /products HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n";
  expect((await sendRaw(server, sent)).status).toBe(400);
  const { text } = await sendRaw(server, "GET /products HTTP/1.1\r\nConnection: close\r\n\r\n");
  expect(text).toMatch(/^HTTP\/1\.1 400/);
});

test("a request with a body gets an answer of its own", async () => {
  const before = await kept("/products");
  const { host } = new URL(server.origin);
  for (const body of ["Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"]) {
    const sent = `GET /products HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${body}`;
    const { status, text } = await sendRaw(server, sent);
    expect(status).toBe(200);
    expect(text).not.toContain(madeFor(before));
  }
});

test("what somebody asks for only once is not kept", async () => {
  const made = [];
  for (let turn = 0; turn < 2; turn++) made.push(madeFor(await ask("/api/products?limit=7")));
  expect(new Set(made).size).toBe(2);
});
