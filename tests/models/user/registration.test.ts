import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { issueInstallLink } from "~/models/one-time-link/link.server";
import { ownerExists } from "~/models/site/owner.server";
import { requirePassword } from "~/models/user/account.server";
import { hashPassword } from "~/models/user/password.server";
import { createOwner, installOwner, joinAsCustomer } from "~/models/user/registration.server";

const passwordHash = await hashPassword("correct horse");
const account = (name: string) => ({ name, email: `${name.toLowerCase()}@example.com`, passwordHash });

beforeEach(async () => {
  await db.user.deleteMany();
  await db.event.deleteMany();
  await db.oneTimeLink.deleteMany();
});

test("whoever joins is a customer and signs in with email and password", async () => {
  const { id } = await joinAsCustomer(account("Ana"));

  expect(await db.user.findUnique({ where: { id } })).toMatchObject({ role: "customer", name: "Ana" });
  expect(await requirePassword({ email: "ana@example.com", password: "correct horse" })).toEqual({ id });
});

test("nobody joins twice with one email", async () => {
  await joinAsCustomer(account("Ana"));

  const attempt = joinAsCustomer({ ...account("Ben"), email: "ana@example.com" });

  await expect(attempt).rejects.toMatchObject({ code: "conflict", field: "email" });
  expect(await db.user.count()).toBe(1);
});

test("an unknown email and a wrong password are refused in the same words", async () => {
  await joinAsCustomer(account("Ana"));

  const refusals = await Promise.allSettled([
    requirePassword({ email: "ana@example.com", password: "wrong horse" }),
    requirePassword({ email: "nobody@example.com", password: "wrong horse" }),
  ]);

  const [wrong, unknown] = refusals.map((one) => one.status === "rejected" && one.reason);
  expect(wrong).toMatchObject({ code: "invalid" });
  expect(unknown.message).toBe(wrong.message);
  expect(unknown.field).toBe(wrong.field);
});

test("a shop has one owner, also when twenty try at once", async () => {
  const attempts = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => createOwner(account(`Owner${index}`))),
  );

  expect(attempts.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await db.user.count()).toBe(1);
});

test("an install link makes one owner, and none once there is one", async () => {
  const token = tokenOf(await issueInstallLink());
  const other = tokenOf(await issueInstallLink());

  await installOwner(token, account("Ines"));

  await expect(installOwner(token, account("Ben"))).rejects.toMatchObject({ code: "not_found" });
  await expect(installOwner(other, account("Ben"))).rejects.toMatchObject({ code: "not_found" });
  expect(await issueInstallLink()).toBeNull();
  expect(await db.user.findMany({ select: { role: true, name: true } })).toEqual([
    { role: "owner", name: "Ines" },
  ]);
});

test("a shop knows of its owner from the moment there is one", async () => {
  // The rows above went without an event, so the memory starts here.
  await createOwner(account("Ines"));

  expect(await ownerExists()).toBe(true);
});

test("neither passwords nor their hashes nor links get into the outbox or the tables of links", async () => {
  const token = tokenOf(await issueInstallLink());
  await installOwner(token, account("Ines"));

  const told = JSON.stringify([await db.event.findMany(), await db.oneTimeLink.findMany()]);

  expect(told).not.toContain("argon2");
  expect(told).not.toContain("correct horse");
  expect(told).not.toContain(token);
});

const tokenOf = (path: string | null) => new URL(path ?? "", "http://site").searchParams.get("token") ?? "";
