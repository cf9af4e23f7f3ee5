import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { issueSignInLink } from "~/models/one-time-link/link.server";
import { hashPassword } from "~/models/user/password.server";
import { createOwner, joinAsCustomer } from "~/models/user/registration.server";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

const password = " correct horse 🔑 ";
let server: RunningServer;

beforeAll(async () => {
  const passwordHash = await hashPassword(password);
  await createOwner({ name: "Ines", email: "ines@example.com", passwordHash });
  await joinAsCustomer({ name: "Ana", email: "ana@example.com", passwordHash });
  server = await startServer();
});

afterEach(async () => {
  await db.session.deleteMany();
});

async function signIn(address = "/login") {
  const browser = visitor(server);
  const page = await (await browser.get(address)).submit("Sign in", { email: "ana@example.com", password });
  return { browser, page };
}

test("Ana signs in, sees her account and signs out", async () => {
  const { browser, page } = await signIn("/login?redirectTo=%2Faccount");
  expect(page.address).toBe("/account");
  expect(page.text).toContain("ana@example.com");
  expect(page.text).toContain("You are signed in.");

  const after = await page.submit("Sign out");

  expect(after.text).toContain("You are signed out.");
  expect((await browser.get("/account")).address).toBe("/login");
});

test("what just happened is told once", async () => {
  const { browser } = await signIn("/login?redirectTo=%2Faccount");

  expect((await browser.get("/account")).text).not.toContain("You are signed in.");
});

test("a copied cookie is worth nothing after signing out", async () => {
  const { browser, page } = await signIn("/login?redirectTo=%2Faccount");
  const copy = new Map(browser.cookies);

  await page.submit("Sign out");

  const headers = { Cookie: [...copy].map(([name, value]) => `${name}=${value}`).join("; ") };
  const answer = await server.fetch("/account", { headers });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toBe("/login?redirectTo=%2Faccount");
  expect(await db.session.count()).toBe(0);
});

test("a session id from before signing in is not the one afterwards", async () => {
  const { browser } = await signIn();
  const first = browser.cookies.get("session");
  await (await browser.get("/account")).submit("Sign out");
  browser.cookies.set("session", first ?? "");

  await (await browser.get("/login")).submit("Sign in", { email: "ana@example.com", password });

  expect(browser.cookies.get("session")).not.toBe(first);
});

test("an unknown email and a wrong password get the same answer, and no password comes back", async () => {
  const attempt = async (email: string) => {
    const page = await (await visitor(server).get("/login")).submit("Sign in", {
      email,
      password: "wrong horse",
    });
    expect(page.html).not.toContain("wrong horse");
    return {
      status: page.status,
      html: page.html
        .replaceAll(email, "EMAIL")
        .replace(/[\w-]{22}\.[\w-]{43}/g, "TOKEN")
        .replace(/nonce="[^"]*"/g, ""),
    };
  };

  const wrong = await attempt("ana@example.com");
  const unknown = await attempt("zoe@example.com");

  expect(wrong.status).toBe(400);
  expect(wrong.html).toContain("do not belong together");
  expect(unknown).toEqual(wrong);
});

test("the same password form sent twice signs in both times", async () => {
  const browser = visitor(server);
  const page = await browser.get("/login?redirectTo=%2Faccount");

  const twice = await Promise.all(
    [1, 2].map(() => {
      const token =
        page.root.querySelector('form[action^="/login"] [name=_token]')?.getAttribute("value") ?? "";
      return server.fetch("/login", {
        method: "POST",
        headers: { Origin: server.origin, Cookie: `visitor=${browser.cookies.get("visitor")}` },
        body: new URLSearchParams({ _token: token, email: "ana@example.com", password }),
      });
    }),
  );

  for (const answer of twice) {
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie().some((line) => line.startsWith("session="))).toBe(true);
  }
});

test("signing in as somebody else ends the session this browser had", async () => {
  const { browser } = await signIn();
  const page = await browser.get(await issueSignInLink("ines@example.com"));

  const after = await page.submit("Sign in");

  expect(after.text).toContain("ines@example.com");
  expect(await db.session.count()).toBe(1);
});

test("a sign-in link for the owner can be looked at, and works once", async () => {
  const link = await issueSignInLink("ines@example.com");
  expect((await visitor(server).get(link)).status).toBe(200);

  const after = await (await visitor(server).get(link)).submit("Sign in");

  expect(after.text).toContain("the owner of this shop");
  const again = await visitor(server).get(link);
  expect(again.status).toBe(404);
  expect(again.text).toContain("Ask the server for a new one");
});

test("a form that waited in the browser until its cookie was gone asks to be sent again, and then goes through", async () => {
  const browser = visitor(server);
  const page = await browser.get("/login");
  browser.cookies.clear();

  const refused = await page.submit("Sign in", { email: "ana@example.com", password });
  expect(refused.status).toBe(403);
  const accepted = await refused.submit("Sign in", { email: "ana@example.com", password });

  expect(accepted.text).toContain("You are signed in.");
});

test("whoever is signed in and comes to the sign-in page goes straight on", async () => {
  const { browser } = await signIn();

  expect((await browser.get("/login?redirectTo=%2Faccount%2Fsessions")).address).toBe("/account/sessions");
});

test.each(["/login", "/join"])("%s refuses what no person types, and nobody is made", async (address) => {
  const people = await db.user.count();
  const bad: [string, string][][] = [
    [
      ["email", "ana@example.com\u0000"],
      ["password", password],
    ],
    [
      ["email", "ana@example.com"],
      ["password", "a".repeat(90_000)],
    ],
    [
      ["email", "a".repeat(90_000)],
      ["password", password],
    ],
    [
      ["email[]", "ana@example.com"],
      ["password[length]", "8"],
    ],
    [
      ["email", "ana@example.com"],
      ["email", "ben@example.com"],
      ["password", "wrong"],
      ["password", "wrong"],
    ],
    [
      ["__proto__[email]", "ana@example.com"],
      ["constructor.prototype.email", "x"],
    ],
    [
      ["email", '{"contains":""}'],
      ["password", '{"not":null}'],
    ],
    [
      ["email.a.b", "x"],
      ["password", "wrong"],
    ],
  ];
  for (const fields of bad) {
    const browser = visitor(server);
    const page = await browser.get(address);
    const token = page.root.querySelector("main [name=_token]")?.getAttribute("value") ?? "";
    const answer = await browser.send(address, {
      method: "POST",
      headers: { Origin: server.origin },
      body: new URLSearchParams([["_token", token], ["name", "Mallory"], ...fields]),
    });
    expectRefused(answer, JSON.stringify(fields).slice(0, 80));
  }
  const large = await server.fetch(address, {
    method: "POST",
    headers: { Origin: server.origin },
    body: new URLSearchParams({ email: "a".repeat(1_000_000) }),
  });
  expect(large.status).toBe(413);
  expect(await db.user.count()).toBe(people);
  expect(await db.session.count()).toBe(0);
});
