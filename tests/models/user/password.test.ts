import { expect, test } from "vitest";
import { LoginInput, NewPassword } from "~/models/user/input";
import { hashPassword, isRightPassword } from "~/models/user/password.server";

test("a password is kept as argon2id with 19 MiB, two passes and one lane", async () => {
  expect(await hashPassword("correct horse")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("the right password opens, another does not", async () => {
  const secret = await hashPassword("correct horse");

  expect(await isRightPassword(secret, "correct horse")).toBe(true);
  expect(await isRightPassword(secret, "correct horsf")).toBe(false);
  expect(await isRightPassword(secret, "Correct horse")).toBe(false);
});

test("nothing opens the account of somebody who does not exist", async () => {
  expect(await isRightPassword(null, "")).toBe(false);
  expect(await isRightPassword(null, "correct horse")).toBe(false);
});

test("all 256 characters count, also the last one and also emoji", async () => {
  for (const character of ["a", "é", "🔑", " "]) {
    const secret = await hashPassword(character.repeat(256));

    expect(await isRightPassword(secret, character.repeat(256))).toBe(true);
    expect(await isRightPassword(secret, `${character.repeat(255)}x`)).toBe(false);
    expect(await isRightPassword(secret, character.repeat(255))).toBe(false);
  }
});

test("a password typed on another keyboard is the same password", async () => {
  const secret = await hashPassword("cafe\u0301 au lait");

  expect(await isRightPassword(secret, "caf\u00e9 au lait")).toBe(true);
});

test("twenty people who sign in at once all get their answer", async () => {
  const secret = await hashPassword("correct horse");

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => isRightPassword(secret, index % 2 ? "correct horse" : "wrong")),
  );

  expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => index % 2 === 1));
});

test("a flood of passwords is refused before it fills the memory", async () => {
  const flood = await Promise.allSettled(Array.from({ length: 70 }, () => hashPassword("correct horse")));

  const refused = flood.filter((one) => one.status === "rejected");
  expect(refused).toHaveLength(4);
  expect(refused[0]?.reason).toMatchObject({ code: "limited" });
});

test("a new password has 8 to 256 characters, whatever they are, and keeps its spaces", () => {
  expect(NewPassword.safeParse("1234567").success).toBe(false);
  expect(NewPassword.safeParse("🔑".repeat(7)).success).toBe(false);
  expect(NewPassword.parse("        ")).toBe("        ");
  expect(NewPassword.parse(" 🔑éñ漢字 ab ")).toBe(" 🔑éñ漢字 ab ");
  expect(NewPassword.safeParse("🔑".repeat(256)).success).toBe(true);
  expect(NewPassword.safeParse("🔑".repeat(257)).success).toBe(false);
  expect(NewPassword.safeParse("a".repeat(257)).success).toBe(false);
});

test("an email is the same in any case and with spaces around it", () => {
  expect(LoginInput.parse({ email: "  Ana@Example.COM ", password: "x" }).email).toBe("ana@example.com");
  for (const email of [
    "",
    "ana",
    "ana@",
    "@example.com",
    "a b@example.com",
    `${"a".repeat(250)}@example.com`,
  ]) {
    expect(LoginInput.safeParse({ email, password: "x" }).success).toBe(false);
  }
});
