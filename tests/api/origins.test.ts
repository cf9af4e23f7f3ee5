import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders, signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { allAddresses } from "../pages/addresses";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

const LISTED = "https://tools.example";
const STRANGER = "https://elsewhere.example";
let server: RunningServer;
let api: ReturnType<typeof program>;
let owner: Awaited<ReturnType<typeof signIn>>;
let key: Record<string, string>;

const allowed = ({ headers }: { headers: Headers }) => headers.get("Access-Control-Allow-Origin");
const preflight = (origin: string, method: string, headers?: string, address = "/api/products") =>
  api("OPTIONS", address, {
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": method,
      ...(headers && { "Access-Control-Request-Headers": headers }),
    },
  });

beforeAll(async () => {
  owner = await signIn({ role: "owner" });
  key = await keyHeaders("products:write");
  await createCategory({ slug: "tools" });
  await createProduct({ category: "tools" });
  server = await startServer();
  api = program(server);
  const person = visitor(server, owner.cookie);
  const page = await (await person.get("/admin/settings/origins")).submit("Save origins", {
    origins: `${LISTED}/\nHTTP://LocalHost:5173\n${LISTED}`,
  });
  expect(page.text).toContain("https://tools.example http://localhost:5173");
});

test("every site may read what everybody sees, and may see what its headers say", async () => {
  for (const headers of [{ Origin: STRANGER }, {}] as Record<string, string>[]) {
    const answer = await api("GET", "/api/products", { headers });
    expect(allowed(answer)).toBe("*");
    expect(answer.headers.get("Vary") ?? "").not.toMatch(/Origin/i);
    expect(answer.headers.get("Access-Control-Expose-Headers")).toBe(
      "ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
    );
  }
  expect(allowed(await api("GET", "/api/nothing", { headers: { Origin: STRANGER } }))).toBe("*");
  const asked = await preflight(STRANGER, "GET", "if-none-match");
  expect(asked.status).toBe(204);
  expect(asked.headers.get("Access-Control-Allow-Methods")).toBe("GET, HEAD");
});

test("a site that the owner has not listed may neither write nor send a key", async () => {
  for (const origin of [
    STRANGER,
    "null",
    `${LISTED}.evil.example`,
    "https://TOOLS.example",
    "http://tools.example",
  ]) {
    for (const asked of [
      await preflight(origin, "POST", "content-type"),
      await preflight(origin, "DELETE"),
      await preflight(origin, "GET", "accept, X-API-Key"),
      await preflight(origin, "GET", "authorization"),
      await api("GET", "/api/products", { headers: { ...key, Origin: origin } }),
      await api("POST", "/api/products", { headers: { ...key, Origin: origin }, json: {} }),
    ]) {
      expect(allowed(asked)).toBeNull();
      expect(asked.headers.get("Access-Control-Allow-Methods")).toBeNull();
      expect(asked.headers.get("Vary")).toMatch(/Origin/);
    }
  }
});

test("a site that the owner has listed may write with a key, and its scripts see the answer", async () => {
  for (const origin of [LISTED, "http://localhost:5173"]) {
    const asked = await preflight(origin, "POST", "content-type, x-api-key, idempotency-key");
    expect([asked.status, allowed(asked)]).toEqual([204, origin]);
    expect(asked.headers.get("Access-Control-Allow-Methods")).toContain("POST");
    expect(asked.headers.get("Access-Control-Allow-Headers")).toContain("X-Api-Key");
    expect(asked.headers.get("Vary")).toMatch(/Origin/);
  }
  const json = { name: `From a browser`, category: "tools" };
  const made = await api("POST", "/api/products", { headers: { ...key, Origin: LISTED }, json });
  expect([made.status, allowed(made)]).toEqual([201, LISTED]);
  expect(allowed(await api("GET", "/api/me", { headers: { ...key, Origin: LISTED } }))).toBe(LISTED);
});

test("nobody is ever allowed to send cookies, and a cookie opens nothing: not at one address of the API", async () => {
  const ids = { productId: "01900000-0000-7000-8000-000000000000" };
  const addresses = allAddresses().filter((address) => address.startsWith("/api"));
  expect(addresses.length).toBeGreaterThan(8);
  for (const address of addresses) {
    const path = address.replace(/:\w+|\*/g, ids.productId);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const call = (headers: Record<string, string>) =>
        api(method, path, { headers, ...(method !== "GET" && { json: {} }) });
      const [alone, withCookie] = [await call({}), await call({ Cookie: owner.cookie })];
      expect([method, path, withCookie.status]).toEqual([method, path, alone.status]);
      expect(alone.status).not.toBe(201);
      for (const answer of [alone, withCookie, await preflight(LISTED, method, "", path)]) {
        expect(answer.headers.get("Access-Control-Allow-Credentials")).toBeNull();
      }
    }
  }
});

test("what is no origin is not taken, and the page says which", async () => {
  const person = visitor(server, owner.cookie);
  const before = await db.siteConfig.findUnique({ where: { key: "writing-origins" } });
  for (const origins of [
    "*",
    "null",
    "tools.example",
    "https://tools.example/path",
    "https://*.example",
    "https://user:word@tools.example",
    "https://tools.example?x",
    "ftp://tools.example",
    "javascript:alert(1)",
    `https://ok.example\nhttps://`,
    "x".repeat(1_000),
    Array.from({ length: 21 }, (_, n) => `https://n${n}.example`).join("\n"),
  ]) {
    const page = await (await person.get("/admin/settings/origins")).submit("Save origins", { origins });
    expect(page.status, origins.slice(0, 60)).toBe(400);
  }
  expect(await db.siteConfig.findUnique({ where: { key: "writing-origins" } })).toEqual(before);
});
