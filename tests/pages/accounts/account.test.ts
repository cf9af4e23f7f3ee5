import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { listSessions, startSession } from "~/models/session/session.server";
import { createUser, signIn } from "../../factories/people";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});

const newcomer = (email: string) => ({ name: "Ana", email, password: "correct horse" });

test("a visitor joins and is signed in", async () => {
  const browser = visitor(server);

  const page = await (await browser.get("/join")).submit("Make my account", newcomer("join@example.com"));

  expect(page.address).toBe("/account");
  expect(page.text).toContain("a customer");
  expect(await db.user.findUnique({ where: { email: "join@example.com" } })).toMatchObject({
    role: "customer",
  });
});

test("joining with an email that is taken says so at the email, and keeps what was typed but the password", async () => {
  await createUser({ email: "taken@example.com" });

  const page = await (await visitor(server).get("/join")).submit(
    "Make my account",
    newcomer("Taken@example.com"),
  );

  expect(page.status).toBe(409);
  expect(page.root.querySelector("#join-email-error")?.text).toContain("Sign in instead");
  expect(page.root.querySelector("#join-name")?.getAttribute("value")).toBe("Ana");
  expect(page.html).not.toContain("correct horse");
});

test("joining with a short password and no name says how to mend both", async () => {
  const browser = visitor(server);

  const page = await (await browser.get("/join")).submit("Make my account", {
    ...newcomer("short@example.com"),
    name: " ",
    password: "1234567",
  });

  expect(page.status).toBe(400);
  expect(page.text).toContain("Enter your name");
  expect(page.text).toContain("Use at least 8 characters");
  expect(await db.user.count({ where: { email: "short@example.com" } })).toBe(0);
});

test("a double click on joining makes one account, and the second answer is signed in too", async () => {
  const browser = visitor(server);
  const page = await browser.get("/join");
  const token = page.root.querySelector("main [name=_token]")?.getAttribute("value") ?? "";
  const send = () =>
    server.fetch("/join", {
      method: "POST",
      headers: { Origin: server.origin, Cookie: `visitor=${browser.cookies.get("visitor")}` },
      body: new URLSearchParams({ _token: token, ...newcomer("double@example.com") }),
    });

  const answers = [...(await Promise.all([send(), send()])), await send()];

  for (const answer of answers) {
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie().join()).toMatch(/session=[^;]/);
  }
  expect(await db.user.count({ where: { email: "double@example.com" } })).toBe(1);
});

test("people change their name", async () => {
  const { cookie } = await signIn({ name: "Ana" });

  const page = await (await visitor(server, cookie).get("/account")).submit("Save my name", {
    name: "Ana Lima",
  });

  expect(page.root.querySelector("#account-name")?.getAttribute("value")).toBe("Ana Lima");
});

test("a name that changed elsewhere meanwhile is shown beside the new one, which then goes through", async () => {
  const { cookie, user } = await signIn({ name: "Ana" });
  const browser = visitor(server, cookie);
  const page = await browser.get("/account");
  await (await browser.get("/account")).submit("Save my name", { name: "Anna" });

  const refused = await page.submit("Save my name", { name: "Ana Lima" });

  expect(refused.status).toBe(409);
  expect(refused.text).toContain("“Anna”");
  expect(refused.text).toContain("“Ana Lima”");
  await refused.submit("Save my name");
  expect(await db.user.findUnique({ where: { id: user.id } })).toMatchObject({
    name: "Ana Lima",
    version: 3,
  });
});

test("a version that no page ever held changes nothing", async () => {
  const { cookie, user } = await signIn({ name: "Ana" });
  for (const version of ["", "0", "-1", "1e400", "NaN", "1.5", "x", "99999999999999999999"]) {
    const page = await visitor(server, cookie).get("/account");
    const answer = await page.submit("Save my name", { name: "Mallory", version });
    expectRefused(answer, version);
  }
  expect(await db.user.findUnique({ where: { id: user.id } })).toMatchObject({ name: "Ana", version: 1 });
});

test("people see where they are signed in, and end a session elsewhere at once", async () => {
  const { cookie, user } = await signIn();
  const userAgent = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  await startSession({ userId: user.id, address: "192.0.2.7", userAgent });
  const [elsewhere] = await listSessions(user.id);

  const page = await visitor(server, cookie).get("/account/sessions");
  expect(page.text).toContain("Firefox on Android");
  expect(page.text).toContain("192.0.2.7");
  expect(
    page.root.querySelectorAll("tbody tr").filter((row) => row.text.includes("This session")),
  ).toHaveLength(1);
  const after = await page.submit(`/account/sessions/${elsewhere?.id}/ending`);

  expect(after.address).toBe("/account/sessions");
  expect(await listSessions(user.id)).toHaveLength(1);
});

test("ending this session signs out", async () => {
  const { cookie, user } = await signIn();
  const browser = visitor(server, cookie);

  await (await browser.get("/account/sessions")).submit("End this session");

  expect((await browser.get("/account")).address).toBe("/login");
  expect(await listSessions(user.id)).toHaveLength(0);
});

test("the session of somebody else looks missing and goes on", async () => {
  const ana = await signIn();
  const ben = await signIn();
  const [target] = await listSessions(ben.user.id);
  const browser = visitor(server, ana.cookie);
  const page = await browser.get("/account/sessions");
  const own = page.root.querySelector("main form");

  for (const id of [target?.id ?? "", "nothing", "%00", "..%2f..", "1".repeat(3_000)]) {
    const answer = await browser.send(`/account/sessions/${id}/ending`, {
      method: "POST",
      headers: { Origin: server.origin },
      body: new URLSearchParams({ _token: own?.querySelector("[name=_token]")?.getAttribute("value") ?? "" }),
    });
    // Another row's token does not fit either.
    expect([400, 403, 404], id.slice(0, 20)).toContain(answer.status);
  }
  expect(await listSessions(ben.user.id)).toHaveLength(1);
});

test.each(["/account", "/account/sessions"])(
  "%s asks a visitor to sign in first, also as data",
  async (address) => {
    const page = await server.fetch(address);
    expect(page.status).toBe(303);
    expect(page.headers.get("Location")).toBe(`/login?redirectTo=${encodeURIComponent(address)}`);

    for (const query of ["", "?_routes=routes%2Faccount%2Findex", "?_routes=routes%2Faccount%2Fsessions"]) {
      const data = await server.fetch(`${address}.data${query}`);
      const text = await data.text();
      expect(text).not.toContain("@example.com");
      expect(text).not.toContain("192.0.2.7");
    }
  },
);

test("what answers one person may be kept by nobody", async () => {
  const { cookie } = await signIn();
  for (const address of [
    "/account",
    "/account.data",
    "/account/sessions",
    "/account/sessions.data",
    "/",
    "/_root.data",
  ]) {
    const answer = await server.fetch(address, { headers: { Cookie: cookie } });
    expect(answer.headers.get("Cache-Control"), address).toBe("no-store, no-cache");
  }
  expect((await server.fetch("/login")).headers.get("Cache-Control")).toBe("no-store, no-cache");
  expect((await server.fetch("/_root.data")).headers.get("Cache-Control")).toMatch(/private|no-store/);
});

test("a page for everybody sets no cookie and holds no form that changes something", async () => {
  const answer = await server.fetch("/");

  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.text()).not.toContain("_token");
});
