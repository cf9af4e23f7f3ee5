import { beforeAll, expect, test } from "vitest";
import { createUser } from "../factories/people";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
const password = "correct horse";

beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("a customer joins, signs out and in, and is told each time", async () => {
    const ana = await enter(server);
    const email = `ana-${word}@example.com`;

    await ana.visit("/");
    await ana.follow("Join");
    await ana.fill({ "Your name": "Ana", Email: email, Password: password });
    await ana.press("Make my account");
    await ana.sees("Your account is ready", email);
    await ana.press("Sign out");
    await ana.sees("You are signed out.");
    await ana.follow("Sign in");
    await ana.fill({ Email: email, Password: password });
    await ana.press("Sign in");
    await ana.sees("You are signed in.");
  });

  test("a wrong password is refused in words that do not tell whether the address is known", async () => {
    const ana = await enter(server);
    const email = `refused-${word}@example.com`;
    await ana.visit("/join");
    await ana.fill({ "Your name": "Ana", Email: email, Password: password });
    await ana.press("Make my account");
    await ana.press("Sign out");
    await ana.sees("You are signed out.");
    const refusals: string[] = [];

    for (const address of [email, "nobody@example.com"]) {
      await ana.visit("/login");
      await ana.fill({ Email: address, Password: "wrong horse" });
      const status = await ana.press("Sign in");
      refusals.push(`${status} ${await ana.page.getByRole("alert").innerText()}`);
      expect(await ana.field("Email").inputValue()).toBe(address);
    }

    expect(refusals[0]).toMatch(/^4/);
    expect(refusals[1]).toBe(refusals[0]);
  });

  test("who is sent to sign in arrives where they wanted to go", async () => {
    const ana = await enter(server);
    await ana.visit("/account/sessions");
    await ana.follow("Make an account");
    await ana.fill({ "Your name": "Ana", Email: `way-${word}@example.com`, Password: password });
    await ana.press("Make my account");

    await ana.arrives("/account/sessions");
    await ana.sees("This session");
  });

  test("a session that is ended elsewhere is over at once", async () => {
    const email = `sessions-${word}@example.com`;
    const [laptop, phone] = [await enter(server), await enter(server)];
    await laptop.visit("/join");
    await laptop.fill({ "Your name": "Ana", Email: email, Password: password });
    await laptop.press("Make my account");
    await phone.visit("/login?redirectTo=%2Faccount");
    await phone.fill({ Email: email, Password: password });
    await phone.press("Sign in");
    await phone.sees("You are signed in.");

    await laptop.visit("/account/sessions");
    const here = laptop.page.getByText("This session", { exact: true });
    const other = laptop.page.getByRole("row").filter({ hasNot: here });
    await laptop.sending(() => other.getByRole("button", { name: "End this session" }).click());
    await laptop.sees("That session is ended.");

    await phone.follow("Account");
    await phone.arrives("/login?redirectTo=%2Faccount");
  });

  test("what is wrong with a form is listed above it, each a way to its field", async () => {
    const ana = await enter(server);
    await ana.visit("/join");
    await ana.fill({ "Your name": " ", Email: `form-${word}@example.com`, Password: password });
    expect(await ana.press("Make my account")).toBe(400);

    await ana.page.getByRole("alert").getByRole("link", { name: "Enter your name" }).press("Enter");

    const name = ana.field("Your name");
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    expect(await ana.field("Email").inputValue()).toBe(`form-${word}@example.com`);
    expect(await ana.barriers()).toEqual([]);
  });

  test("a name that was changed in another window is shown beside mine", async () => {
    const ana = await enter(server);
    await ana.visit("/join");
    await ana.fill({ "Your name": "Ana", Email: `stale-${word}@example.com`, Password: password });
    await ana.press("Make my account");
    await ana.sees("Your account is ready");
    const window = await ana.another();
    await window.visit("/account");
    await window.fill({ Name: "Anna" });
    await window.press("Save my name");
    await window.sees("Your name is changed.");

    await ana.fill({ Name: "Ana Lima" });
    expect(await ana.press("Save my name")).toBe(409);
    await ana.sees("“Anna”", "“Ana Lima”");
    expect(await ana.field("Name").inputValue()).toBe("Ana Lima");
    await ana.press("Save my name");

    await ana.sees("Your name is changed.");
    expect(await ana.field("Name").inputValue()).toBe("Ana Lima");
  });
});
