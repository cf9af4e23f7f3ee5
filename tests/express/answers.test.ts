import { expect, test } from "vitest";
import { expectPrompt, isBadInput, measured } from "../setup/promptness";
import { startServer } from "../setup/server";
import { sendRaw } from "./raw";

const server = await startServer();
const get = (path: string, headers = "") =>
  `GET ${path} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n${headers}\r\n`;

test("every answer tells the browser what to refuse, whatever it answers", async () => {
  const page = await server.fetch("/");
  const asset = /\/assets\/[\w.-]+\.js/.exec(await page.text())?.[0] ?? "";
  const answers = [
    page,
    await server.fetch("/nothing-here"),
    await server.fetch("/api/nothing-here"),
    await server.fetch("/api/products"),
    await server.fetch(asset),
    await server.fetch("/", { method: "POST", headers: { Origin: "https://evil.test" } }),
    await server.fetch("/socket.io/?EIO=4&transport=polling"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 200, 200, 403, 200]);
  for (const { headers, url } of answers) {
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect.soft(policy, url).toContain("object-src 'none'");
    expect.soft(policy, url).toContain("base-uri 'none'");
    expect.soft(policy, url).toContain("frame-ancestors 'none'");
    expect.soft(policy, url).not.toContain("unsafe-inline");
    expect.soft(policy, url).not.toContain("upgrade-insecure-requests");
    expect.soft(headers.get("X-Content-Type-Options"), url).toBe("nosniff");
    expect.soft(headers.get("Cross-Origin-Opener-Policy"), url).toBe("same-origin");
    expect.soft(headers.get("Referrer-Policy"), url).toBe("strict-origin-when-cross-origin");
    expect.soft(headers.get("Strict-Transport-Security"), url).toBeNull();
    expect.soft(headers.get("X-Powered-By"), url).toBeNull();
  }
});

test("a file that the browser has already is not sent again, and the answer still has its headers", async () => {
  const asset = /\/assets\/[\w.-]+\.js/.exec(await (await server.fetch("/")).text())?.[0] ?? "";
  const tag = /^etag: (.+)$/im.exec((await sendRaw(server, get(asset))).text)?.[1];
  const answer = await sendRaw(server, get(asset, `If-None-Match: ${tag}\r\n`));
  expect(answer.status).toBe(304);
  expect(answer.text).toMatch(/content-security-policy: default-src 'self'/i);
});

test("the scripts of a page carry the nonce of its answer, and no two that are made share one", async () => {
  const nonces = new Set<string>();
  for (let visit = 0; visit < 2; visit++) {
    const page = await server.fetch("/", { headers: { "Cache-Control": "no-store" } });
    const nonce = /'nonce-([\w-]{20,})'/.exec(page.headers.get("Content-Security-Policy") ?? "")?.[1] ?? "";
    const scripts = (await page.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(2);
});

test("who expects something that nobody knows is answered as everybody", async () => {
  const plain = await sendRaw(server, get("/api/nothing-here"));
  const expecting = await sendRaw(server, get("/api/nothing-here", "Expect: a miracle\r\n"));

  expect([plain.status, expecting.status]).toEqual([404, 404]);
  expect(expecting.text).toContain("application/problem+json");
});

test("headers that nobody may send change nothing", async () => {
  const withoutChance = async (headers: Record<string, string>) => {
    const response = await server.fetch("/", { headers });
    const text = await response.text();
    const nonce = /'nonce-([\w-]+)'/.exec(response.headers.get("Content-Security-Policy") ?? "")?.[1] ?? "";
    return `${response.status} ${text.replaceAll(nonce, "")}`;
  };
  const plain = await withoutChance({});
  expect(await withoutChance({ "X-React-Router-SPA-Mode": "yes" })).toBe(plain);
  expect(await withoutChance({ "X-React-Router-Prerender-Data": "[]" })).toBe(plain);
  expect(await withoutChance({ "X-Forwarded-Host": "evil.test:99" })).toBe(plain);
  expect(await withoutChance({ "X-Forwarded-Proto": "javascript" })).toBe(plain);
  expect(await withoutChance({ "X-Forwarded-Port": "99999999" })).toBe(plain);
});

test.each([
  ["a method of nobody", "FOO / HTTP/1.1\r\nHost: shop.test\r\n\r\n", 400],
  ["TRACE", "TRACE /api/products HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n", 405],
  ["CONNECT", "CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n", 405],
  ["no HTTP", "hello\r\n\r\n", 400],
  ["headers of 20 kB", get("/api/products", `X-Long: ${"a".repeat(20_000)}\r\n`), 431],
  ["an address of 100 kB", get(`/api/products?q=${"a".repeat(100_000)}`), 431],
  ["a percent sign alone", get("/api/products/%"), 400],
  ["a NUL in the path", get("/api/products/%00"), 400],
  ["no host", "GET /api/products HTTP/1.1\r\n\r\n", 400],
  ["a host with a path", get("/api/products").replace("shop.test", "shop.test/evil"), 400],
  ["a port beyond all", get("/api/products").replace("shop.test", "shop.test:99999"), 400],
  ["somebody else's address", get("http://evil.test/api/products"), 400],
])("a program that sends %s learns why in the one error shape", async (_what, bytes, status) => {
  const answer = await sendRaw(server, bytes);
  expect(answer.status).toBe(status);
  expect(answer.ms).toBeLessThan(2_000);
  if (/^content-type: application\/problem\+json/im.test(answer.text)) {
    expect(answer.text).toMatch(/"error":".+","status":\d+/);
    expect(answer.text).toMatch(/"requestId":"[\w-]{36}"/);
  }
  expect((await server.fetch("/healthz")).status).toBe(200);
});

test("nothing outside the served folder can be read", async () => {
  for (const path of [
    "/..%2f..%2fpackage.json",
    "/assets/..%2f..%2f..%2fpackage.json",
    "/..%5c..%5cpackage.json",
  ]) {
    const answer = await sendRaw(server, get(path));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('"private"');
  }
});

test("a page refuses with a page, a program's address with JSON", async () => {
  const page = await server.fetch("/%");
  expect(page.status).toBe(400);
  expect(page.headers.get("Content-Type")).toContain("text/html");
  const program = await server.fetch("/api/%");
  expect(program.status).toBe(400);
  expect(program.headers.get("Content-Type")).toContain("application/problem+json");
});

test("OPTIONS tells what is possible and HEAD sends no body", async () => {
  const options = await server.fetch("/api/products", { method: "OPTIONS" });
  expect(options.status).toBe(204);
  expect(options.headers.get("Allow")).toContain("POST");
  expect((await server.fetch("/products", { method: "OPTIONS" })).status).toBe(204);
  const head = await server.fetch("/api/products", { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe("");
});

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/p${index}`).join(",");

test.each([
  ["ten thousand paths at once", `/__manifest?version=1&paths=${paths(10_000)}`, "", 431],
  ["more paths at once than it answers", `/__manifest?version=1&paths=${paths(1_400)}`, "", 400],
  ["the longest paths that fit", `/__manifest?version=1&paths=${"/".repeat(16_000)}`, "", 400],
  ["an address of 100 kB", `/products?q=${"a".repeat(100_000)}`, "", 431],
  ["headers of 16 kB", "/", `X-Long: ${"a".repeat(16_384)}\r\n`, 431],
])("whoever asks for %s is refused at once, with words", async (_what, path, headers, status) => {
  await sendRaw(server, get("/__manifest"));
  const answer = await measured(() => sendRaw(server, get(path, headers)), isBadInput);
  expect(answer.status).toBe(status);
  expectPrompt(answer);
  const [, body = ""] = answer.text.split(/\r\n\r\n(.*)/s);
  expect(body.replace(/<[^>]*>/g, "")).toMatch(/\w+ \w+/);
});

test("the log has no query, no header and no forged line", async () => {
  await server.fetch("/products?token=atl_key_secret&q=a%0d%0aforged");
  await server.fetch("/products/a%5cn%22forged", {
    headers: {
      Authorization: "Bearer hidden-bearer",
      Cookie: "session=hidden-cookie",
      "x-api-key": "hidden-key",
    },
  });
  const lines = server.output().split("\n");
  expect(server.output()).not.toMatch(/atl_key_secret|hidden-(?:bearer|cookie|key)/);
  for (const line of lines.filter((line) => line.startsWith("{")))
    expect(() => JSON.parse(line)).not.toThrow();
});
