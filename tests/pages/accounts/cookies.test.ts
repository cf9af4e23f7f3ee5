import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { hashPassword } from "~/models/user/password.server";
import { joinAsCustomer } from "~/models/user/registration.server";
import { createUser } from "../../factories/people";
import { type RunningServer, startServer } from "../../setup/server";

const person = { email: "ana@example.com", password: "correct horse" };

beforeAll(async () => {
  await createUser({ role: "owner" });
  await joinAsCustomer({ name: "Ana", ...person, passwordHash: await hashPassword(person.password) });
});

/** Signs in as a browser would, and gives the header lines of the cookies. */
async function signIn(server: RunningServer, origin = server.origin) {
  const page = await server.fetch("/login");
  const [visitorCookie = ""] = page.headers.getSetCookie();
  const token = /name="_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const answer = await server.fetch("/login", {
    method: "POST",
    headers: { Origin: origin, Cookie: visitorCookie.split(";")[0] ?? "" },
    body: new URLSearchParams({ _token: token, ...person }),
  });
  expect(answer.status).toBe(303);
  return [visitorCookie, ...answer.headers.getSetCookie()];
}

test("over https every cookie is bound to this host and to https", async () => {
  const server = await startServer({ env: { PUBLIC_URL: "https://shop.example" } });

  const cookies = await signIn(server, "https://shop.example");

  expect(cookies.map((line) => line.split("=")[0]).sort()).toEqual([
    "__Host-flash",
    "__Host-session",
    "__Host-visitor",
  ]);
  for (const line of cookies) {
    expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(line).not.toContain("Domain");
    expect(Buffer.byteLength(line)).toBeLessThan(4_096);
  }
  await server.stop();
});

test("over plain http the same cookies work without the prefix", async () => {
  const server = await startServer();

  const cookies = await signIn(server);

  expect(cookies.map((line) => line.split("=")[0]).sort()).toEqual(["flash", "session", "visitor"]);
  for (const line of cookies) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  await server.stop();
});

test("a new secret signs from now on, and nobody is signed out while the old one still verifies", async () => {
  const [old = "", fresh = ""] = [1, 2].map(() => randomBytes(32).toString("base64url"));
  const before = await startServer({ env: { SESSION_SECRETS: old } });
  const cookie = sessionOf(await signIn(before));
  await before.stop();
  const rotated = await startServer({ env: { SESSION_SECRETS: `${fresh},${old}` } });
  expect((await rotated.fetch("/account", { headers: { Cookie: cookie } })).status).toBe(200);
  const renewed = sessionOf(await signIn(rotated));
  await rotated.stop();

  const after = await startServer({ env: { SESSION_SECRETS: fresh } });

  expect((await after.fetch("/account", { headers: { Cookie: cookie } })).status).toBe(303);
  expect((await after.fetch("/account", { headers: { Cookie: renewed } })).status).toBe(200);
  await after.stop();
});

test("a short secret stops the start with a sentence", async () => {
  await expect(startServer({ env: { SESSION_SECRETS: "short" } })).rejects.toThrow(/32 characters/);
});

test("a cookie that was tampered with is no cookie, and breaks nothing", async () => {
  const server = await startServer();
  const cookie = sessionOf(await signIn(server));
  const forged = [
    "session=",
    "session=x",
    `${cookie}x`,
    cookie.replace("session=", "session=e30"),
    "session=%00",
    "session=%E0%A4%A",
  ];

  for (const wrong of [...forged, `session=${"a".repeat(7_000)}`, "session=bnVsbA%3D%3D.x"]) {
    const answer = await server.fetch("/account", { headers: { Cookie: wrong } });
    expect(answer.status, wrong.slice(0, 40)).toBe(303);
    expect(answer.headers.get("Location")).toMatch(/^\/login/);
  }
  await server.stop();
});

const sessionOf = (lines: string[]) => lines.find((line) => line.startsWith("session="))?.split(";")[0] ?? "";
