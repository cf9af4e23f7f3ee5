import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { listSessions } from "~/models/session/session.server";
import { hashPassword } from "~/models/user/password.server";
import { createOwner, joinAsCustomer } from "~/models/user/registration.server";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

const old = "correct horse";
let passwordHash: string;
let server: RunningServer;
let people = 0;

beforeAll(async () => {
  passwordHash = await hashPassword(old);
  await createOwner({ email: "ines@example.com", name: "Ines", passwordHash });
  server = await startServer();
});

async function join() {
  const email = `person-${++people}@example.org`;
  const { id } = await joinAsCustomer({ email, name: "Ana", passwordHash });
  return { id, email };
}

async function signIn(email: string, password: string) {
  const browser = visitor(server);
  const page = await (await browser.get("/login?redirectTo=%2Faccount")).submit("Sign in", {
    email,
    password,
  });
  return { browser, page };
}

test("a changed password is the only one that signs in, and every other session is over at once", async () => {
  const { id, email } = await join();
  const { browser: elsewhere } = await signIn(email, old);
  const { browser } = await signIn(email, old);

  const page = await (await browser.get("/account/password")).submit("Change my password", {
    current: old,
    password: "battery staple",
  });

  expect(page.address).toBe("/account/sessions");
  expect(page.text).toContain("Your password is changed");
  expect((await elsewhere.get("/account")).address).toBe("/login");
  expect((await browser.get("/account")).address).toBe("/account");
  expect(await listSessions(id)).toHaveLength(1);
  expect((await signIn(email, old)).page.status).toBe(400);
  expect((await signIn(email, "battery staple")).page.address).toBe("/account");
  expect(await db.event.count({ where: { type: "user.password_changed", subject: id } })).toBe(1);
});

test("without the password until now nothing changes, and no password comes back", async () => {
  const { id, email } = await join();
  const { browser: elsewhere } = await signIn(email, old);
  const { browser } = await signIn(email, old);
  const bad: Record<string, string | string[]>[] = [
    { current: "wrong horse", password: "battery staple" },
    { current: "", password: "battery staple" },
    { current: old, password: "1234567" },
    { current: old, password: "" },
    { current: old, password: "x".repeat(257) },
    { current: "x".repeat(50_000), password: "battery staple" },
    { current: [old, old], password: "battery staple" },
    { current: `${old}\u0000`, password: "battery staple" },
    { current: old, password: "battery\u0000staple" },
    { current: old, password: "battery staple", _token: "x.y" },
  ];

  for (const fields of bad) {
    const page = await (await browser.get("/account/password")).submit("Change my password", fields);
    expectRefused(page, JSON.stringify(fields).slice(0, 60));
    expect(page.html).not.toMatch(/battery staple|wrong horse|correct horse/);
  }

  expect(await db.credential.findFirst({ where: { userId: id } })).toMatchObject({ secret: passwordHash });
  expect((await elsewhere.get("/account")).address).toBe("/account");
});

test("the same form sent twice changes the password once and is answered alike", async () => {
  const { id, email } = await join();
  const { browser } = await signIn(email, old);
  const form = await browser.get("/account/password");
  const fields = { current: old, password: "battery staple" };

  const answers = [
    ...(await Promise.all([1, 2].map(() => form.submit("Change my password", fields)))),
    await form.submit("Change my password", fields),
  ];

  expect(answers.map(({ status, address }) => [status, address])).toEqual(
    Array(3).fill([200, "/account/sessions"]),
  );
  expect(await db.event.count({ where: { type: "user.password_changed", subject: id } })).toBe(1);
});
