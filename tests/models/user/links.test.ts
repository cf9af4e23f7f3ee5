import { afterEach, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import {
  issueInstallLink,
  issueSignInLink,
  requireLink,
  spendLink,
} from "~/models/one-time-link/link.server";
import { createUser } from "../../factories/people";

afterEach(() => {
  vi.useRealTimers();
});

test("a sign-in link is for the owner, who may write the email as usual", async () => {
  const owner = await createUser({ role: "owner", email: "ines@example.com" });

  const link = await requireLink("sign-in", tokenOf(await issueSignInLink(" Ines@Example.com ")));

  expect(link.user?.id).toBe(owner.id);
});

test("nobody but the owner gets a sign-in link", async () => {
  await createUser({ role: "customer", email: "ana@example.com" });
  await createUser({ role: "editor", email: "eve@example.com" });

  for (const email of ["ana@example.com", "eve@example.com", "nobody@example.com", "", "\u0000"]) {
    await expect(issueSignInLink(email)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("a link works once, also when it is opened twice at the same moment", async () => {
  await createUser({ role: "owner", email: "once@example.com" });
  const token = tokenOf(await issueSignInLink("once@example.com"));

  const uses = await Promise.allSettled([spendLink("sign-in", token), spendLink("sign-in", token)]);

  expect(uses.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await expect(requireLink("sign-in", token)).rejects.toMatchObject({ code: "not_found" });
});

test("a sign-in link is worth nothing after ten minutes", async () => {
  await createUser({ role: "owner", email: "late@example.com" });
  const token = tokenOf(await issueSignInLink("late@example.com"));

  vi.useFakeTimers({ now: Date.now() + 10 * 60_000 + 1, toFake: ["Date"] });

  await expect(spendLink("sign-in", token)).rejects.toMatchObject({ code: "not_found" });
});

test("an install link does not sign in, and a sign-in link does not install", async () => {
  await db.user.deleteMany();
  const install = tokenOf(await issueInstallLink());
  await createUser({ role: "owner", email: "mixed@example.com" });
  const signIn = tokenOf(await issueSignInLink("mixed@example.com"));

  await expect(spendLink("sign-in", install)).rejects.toMatchObject({ code: "not_found" });
  await expect(spendLink("install", signIn)).rejects.toMatchObject({ code: "not_found" });
});

const tokenOf = (path: string | null) => new URL(path ?? "", "http://site").searchParams.get("token") ?? "";
