import { beforeAll, expect, test } from "vitest";
import { hashPassword } from "~/models/user/password.server";
import { joinAsCustomer } from "~/models/user/registration.server";
import { createUser } from "../factories/people";
import { createProduct } from "../factories/shop";
import { bothWays } from "../setup/browser";
import type { Person } from "../setup/person";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  const passwordHash = await hashPassword("correct horse");
  await joinAsCustomer({ name: "Ana", email: "ana@example.com", passwordHash });
  for (const word of ["plain", "scripted"]) await createProduct({ name: `Waterline ${word}` });
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("the first key stop leads past the navigation", async () => {
    const ana = await enter(server);
    await ana.visit("/products");

    await ana.page.keyboard.press("Tab");
    const skip = ana.page.getByRole("link", { name: "Skip to the content" });
    expect(await focused(ana)).toBe("Skip to the content");
    expect((await skip.boundingBox())?.width).toBeGreaterThan(50);
    await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.press("Tab");

    expect(await focused(ana)).toBe("Search");
  });

  test("after a link the keyboard goes on at the content of the new page", async () => {
    const ana = await enter(server);
    await ana.visit("/");
    await ana.follow("Products");
    await ana.page.waitForFunction(() => !document.activeElement?.closest("header"));

    // The first stop of the content, or without JavaScript the one that leads past the navigation.
    await ana.page.keyboard.press("Tab");

    expect(await focused(ana)).toBe(word === "scripted" ? "Search" : "Skip to the content");
  });

  test("Ana signs in and reviews a product without touching a mouse", async () => {
    const ana = await enter(server);
    await ana.visit(`/login?redirectTo=%2Fproducts%2Fwaterline-${word}%2Freview`);
    await until(ana, "Email");
    await ana.page.keyboard.type("ana@example.com");
    await ana.page.keyboard.press("Tab");
    await ana.page.keyboard.type("correct horse");
    await ana.sending(() => ana.page.keyboard.press("Enter"));
    await ana.sees(`Review Waterline ${word}`);

    await until(ana, "1 star");
    await ana.page.keyboard.press("Space");
    for (let star = 2; star <= 4; star++) await ana.page.keyboard.press("ArrowRight");
    await ana.page.keyboard.press("Tab");
    await ana.page.keyboard.type("All by keyboard.");
    await ana.page.keyboard.press("Tab");
    await ana.sending(() => ana.page.keyboard.press("Enter"));

    await ana.sees("All by keyboard.");
    await ana.page.getByRole("img", { name: "4 of 5" }).first().waitFor();
  });

  test("a form that is refused puts the keyboard where the fault is told", async () => {
    const ana = await enter(server);
    await ana.visit("/join");
    await ana.fill({ "Your name": " ", Email: "new@example.com", Password: "correct horse" });
    await ana.press("Make my account");
    await ana.sees("Enter your name");

    const atFault = () =>
      ana.page.evaluate(() => document.activeElement?.matches("[role=alert], [aria-invalid=true]"));
    await expect.poll(atFault).toBe(true);
  });

  test("every stop of the keyboard on the way through a page is visible, and follows the eye", async () => {
    const ana = await enter(server);
    await ana.visit("/login");
    const stops: string[] = [];
    for (let stop = 0; stop < 9; stop++) {
      await ana.page.keyboard.press("Tab");
      stops.push(await focused(ana));
      const ring = await ana.page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
        return outlineStyle === "none" ? "none" : outlineWidth;
      });
      expect(ring, stops.at(-1)).toBe("2px");
    }

    expect(stops.slice(2)).toEqual([
      "Products",
      "Sign in",
      "Join",
      "Email",
      "Password",
      "Sign in",
      "Make an account",
    ]);
  });
});

/** The words of what has the focus. */
const focused = (person: Person) =>
  person.page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return "";
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
    return (element.getAttribute("aria-label") ?? label ?? element.innerText).trim();
  });

/** Presses Tab until this has the focus. */
async function until(person: Person, words: string) {
  const stops: string[] = [];
  while (stops.length < 30) {
    await person.page.keyboard.press("Tab");
    stops.push(await focused(person));
    if (stops.at(-1)?.includes(words)) return;
  }
  throw new Error(`the keyboard never gets to “${words}”, but to ${stops.join(", ")}`);
}
