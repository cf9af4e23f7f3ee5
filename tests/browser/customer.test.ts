import { beforeAll, expect, test } from "vitest";
import { createUser, signIn } from "../factories/people";
import { createProduct } from "../factories/shop";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
beforeAll(async () => {
  await createUser({ role: "owner" });
  for (const word of ["plain", "scripted"]) {
    await createProduct({ name: `Levelhead ${word}` });
    await createProduct({ name: `Waterline ${word}` });
  }
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("a visitor joins to review, edits what was written and withdraws it", async () => {
    const [ana, visitor] = [await enter(server), await enter(server)];
    const page = `/products/levelhead-${word}`;

    await ana.visit(page);
    await ana.follow("Write a review");
    await ana.follow("Make an account");
    await ana.fill({ "Your name": "Ana", Email: `ana-${word}@example.com`, Password: "correct horse" });
    await ana.press("Make my account");
    await ana.sees(`Review Levelhead ${word}`);
    await ana.page.getByLabel("4 stars").check({ force: true });
    await ana.fill({ "Your review": "Straight to the point." });
    await ana.press("Publish review");
    await ana.sees("Thank you: your review is published");
    await visitor.visit(page);
    await visitor.sees("Straight to the point.", "Ana");

    await ana.follow("Edit your review");
    expect(await ana.page.getByLabel("4 stars").isChecked()).toBe(true);
    await ana.page.getByLabel("5 stars").check({ force: true });
    await ana.fill({ "Your review": "Straighter than I hoped." });
    await ana.press("Save changes");
    await ana.sees("Your review is changed");
    await visitor.visit(page);
    await visitor.sees("Straighter than I hoped.");

    await ana.follow("Edit your review");
    await ana.follow("Withdraw this review");
    await ana.sees("Withdraw your review?");
    await ana.press("Withdraw review");
    await ana.sees("Your review is withdrawn");
    await visitor.visit(page);
    await visitor.sees("Nobody has reviewed this yet.");
  });

  test("a review without stars comes back with what was written, and what is missing", async () => {
    const { cookie } = await signIn();
    const ana = await enter(server, { cookie });
    await ana.visit(`/products/waterline-${word}/review`);
    await ana.page.getByLabel("2 stars").check({ force: true });
    await ana.fill({ "Your review": "  " });

    expect(await ana.press("Publish review")).toBe(400);

    await ana.sees("Say a few words about it");
    expect(await ana.page.getByLabel("2 stars").isChecked()).toBe(true);
    expect(await ana.barriers()).toEqual([]);
  });

  test("a question is asked about a product", async () => {
    const { cookie } = await signIn();
    const ana = await enter(server, { cookie });
    await ana.visit(`/products/waterline-${word}/question`);
    await ana.fill({ "Your question": "Does it float?" });

    await ana.press("Send question");

    await ana.sees("Your question is on its way");
  });
});
