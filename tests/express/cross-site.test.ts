import { expect, test } from "vitest";
import { startServer } from "../setup/server";

const direct = await startServer();
const behind = await startServer({
  env: { PUBLIC_URL: "https://shop.test", DATA_DIR: `${process.env.DATA_DIR}/behind` },
});

type Server = typeof direct;
const post = (server: Server, path: string, headers: Record<string, string>) =>
  server.fetch(path, { method: "POST", headers, body: new URLSearchParams({ a: "b" }) });

const foreign: Record<string, string>[] = [
  { Origin: "https://evil.test" },
  { Origin: "null" },
  { "Sec-Fetch-Site": "cross-site" },
  { "Sec-Fetch-Site": "same-site" },
  { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.test" },
  { "Sec-Fetch-Site": "same-origin", Origin: "https://evil.test" },
];

test("what another site makes a browser send here changes nothing, at any door that takes our cookies", async () => {
  for (const Cookie of ["session=x", "visitor=x", "a=b; __Host-session=x"]) {
    for (const path of ["/", "/login", "/api/products", "/api/cron/cleanup"]) {
      for (const headers of foreign) {
        const answer = await post(direct, path, { Cookie, ...headers });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
        const isApi = path.startsWith("/api");
        expect(answer.headers.get("Content-Type")).toContain(
          isApi ? "application/problem+json" : "text/html",
        );
      }
    }
  }
});

test("pages refuse forms of other sites without cookies too, and programs with a key are not asked where they come from", async () => {
  expect((await post(direct, "/login", { Origin: "https://evil.test" })).status).toBe(403);
  expect((await post(direct, "/api/products", { Origin: "https://evil.test" })).status).toBe(401);
});

test("a form of our own passes the guard: directly, by another address of the server, and through a proxy with https", async () => {
  const passes = async (server: Server, headers: Record<string, string>) =>
    (await post(server, "/api/products", { Cookie: "session=x", ...headers })).status === 401;
  expect(await passes(direct, { Origin: direct.origin, "Sec-Fetch-Site": "same-origin" })).toBe(true);
  expect(await passes(direct, { "Sec-Fetch-Site": "same-origin" })).toBe(true);
  expect(await passes(direct, {})).toBe(true);
  const overHttps = direct.origin.replace("http:", "https:");
  expect(await passes(direct, { Origin: overHttps })).toBe(false);
  expect(await passes(direct, { Origin: overHttps, "X-Forwarded-Proto": "https" })).toBe(true);
  expect(await passes(behind, { Origin: "https://shop.test" })).toBe(true);
  expect(await passes(behind, { Origin: behind.origin })).toBe(true);
  expect(await passes(behind, { Origin: "https://evil.test" })).toBe(false);
});

test("over https browsers are told to stay there for a year", async () => {
  const { headers } = await behind.fetch("/");
  expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000");
});
