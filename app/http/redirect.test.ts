import { expect, test } from "vitest";
import { safeRedirect } from "./redirect.server";

const site = "https://shop.example";

test.each([
  ["/", "/"],
  ["/account", "/account"],
  ["/products?q=a&page=2", "/products?q=a&page=2"],
  ["/products/ledgerline#reviews", "/products/ledgerline"],
  ["/a/../account", "/account"],
  ["/caf%C3%A9", "/caf%C3%A9"],
])("after signing in one comes back to %s", (target, path) => {
  expect(safeRedirect(target, "/elsewhere")).toBe(path);
});

test("no word from outside leads off the site", () => {
  const payloads = offSite();
  expect(payloads.length).toBeGreaterThanOrEqual(200);
  for (const payload of payloads) {
    const path = safeRedirect(payload);
    expect(path, payload).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
    // As a browser reads the header, from any page of the site.
    expect(new URL(path, `${site}/login`).origin, payload).toBe(site);
    expect(new URL(path, `${site}/a/b/`).origin, payload).toBe(site);
  }
});

test("what is no text leads to the first page", () => {
  for (const target of [null, undefined, 1, ["/account"], { toString: () => "/account" }]) {
    expect(safeRedirect(target)).toBe("/");
  }
});

/** Ways to write another site, or a script, into a redirect: each host in each disguise. */
function offSite() {
  const hosts = [
    "evil.example",
    "evil.example:443",
    "user@evil.example",
    "0x7f000001",
    "[::1]",
    "evil。example",
  ];
  const disguises = [
    (host: string) => `//${host}`,
    (host: string) => `///${host}`,
    (host: string) => `////${host}`,
    (host: string) => `/\\${host}`,
    (host: string) => `\\/${host}`,
    (host: string) => `\\\\${host}`,
    (host: string) => `/\t/${host}`,
    (host: string) => `/\n/${host}`,
    (host: string) => `/\r/${host}`,
    (host: string) => `\t//${host}`,
    (host: string) => ` //${host}`,
    (host: string) => `/ /${host}`,
    (host: string) => `/.//${host}`,
    (host: string) => `/..//${host}`,
    (host: string) => `/a/..//${host}`,
    (host: string) => `/a/../..//${host}`,
    (host: string) => `/%2e//${host}`,
    (host: string) => `/%2e%2e//${host}`,
    (host: string) => `/a/%2e%2e//${host}`,
    (host: string) => `/./\\${host}`,
    (host: string) => `http://${host}`,
    (host: string) => `https://${host}`,
    (host: string) => `HTTPS:${host}`,
    (host: string) => `https:/${host}`,
    (host: string) => `https:\\\\${host}`,
    (host: string) => `ftp://${host}`,
    (host: string) => host,
    (host: string) => `@${host}`,
    (host: string) => `:@${host}`,
    (host: string) => `.${host}`,
    (host: string) => `?//${host}`,
    (host: string) => `#//${host}`,
    (host: string) => `/\u0000/${host}`,
    (host: string) => `/\u00a0/${host}`,
    (host: string) => `/\u2028/${host}`,
    (host: string) => `\u200b//${host}`,
    (host: string) => `\ufeff//${host}`,
    (host: string) => `／／${host}`,
    (host: string) => `/account\r\nLocation: //${host}`,
    (host: string) => `/account\nSet-Cookie: session=${host}`,
    (host: string) => `/%0d%0aLocation:%20//${host}`,
    (host: string) => `/%0aSet-Cookie:%20a=${host}`,
    (host: string) => `/%2f/${host}`,
    (host: string) => `/%5c/${host}`,
    (host: string) => `/%09/${host}`,
  ];
  const scripts = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "/\\javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://evil.example/1",
    "view-source:https://evil.example",
    "",
    " ",
    "\ud800",
    "/\ud800",
    `//${"a".repeat(100_000)}`,
    `/${"../".repeat(10_000)}/evil.example`,
  ];
  return [...hosts.flatMap((host) => disguises.map((disguise) => disguise(host))), ...scripts];
}
