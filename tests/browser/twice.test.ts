import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  cookie = (await signIn({ role: "owner" })).cookie;
  await createCategory({ slug: "tools", name: "Tools" });
  for (const word of ["plain", "scripted"]) {
    await createProduct({ name: `Waterline ${word}`, category: "tools" });
    await createProduct({ name: `Levelhead ${word}`, summary: "Level", category: "tools" });
  }
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("a double click on publishing a review makes one", async () => {
    const { cookie, user } = await signIn();
    const ana = await enter(server, { cookie });
    await ana.visit(`/products/waterline-${word}/review`);
    await ana.page.getByLabel("3 stars").check({ force: true });
    await ana.fill({ "Your review": "Once is enough." });

    await ana.button("Publish review").dblclick();

    await ana.sees("Thank you: your review is published");
    expect(await db.review.count({ where: { authorId: user.id } })).toBe(1);
  });

  test("going back to the form of a review that is published, and sending it again, makes no second one", async () => {
    const { cookie, user } = await signIn();
    const ana = await enter(server, { cookie });
    await ana.visit(`/products/levelhead-${word}`);
    await ana.follow("Write a review");
    await ana.page.getByLabel("3 stars").check({ force: true });
    await ana.fill({ "Your review": "Once is enough." });
    await ana.press("Publish review");
    await ana.sees("Thank you: your review is published");

    await ana.page.goBack();
    await ana.settled();
    await ana.sees("Edit your review");
    await ana.fill({ "Your review": "Twice is once." });
    await ana.press("Save changes");

    await ana.sees("Twice is once.");
    expect(await db.review.count({ where: { authorId: user.id } })).toBe(1);
  });

  test("a refresh after a product was saved makes no second one", async () => {
    const owner = await enter(server, { cookie });
    const name = `Plumbline ${word}`;
    await owner.visit("/admin/products/new");
    await owner.fill({ Name: name, Category: "Tools", Price: "12" });
    await owner.button("Save product").dblclick();
    await owner.sees(`${name} is kept as a draft.`);

    await owner.page.reload();

    expect(await db.product.count({ where: { name } })).toBe(1);
  });

  test("what two windows write into one product is shown side by side, and nobody's is lost", async () => {
    const owner = await enter(server, { cookie });
    const edit = `/admin/products/levelhead-${word}/edit`;
    await owner.visit(edit);
    const other = await owner.another();
    await other.visit(edit);
    await other.fill({ Summary: "Theirs" });
    await other.press("Save changes");
    await other.sees(`Levelhead ${word} is saved.`);

    await owner.fill({ Summary: "Mine", Price: "77" });
    expect(await owner.press("Save changes")).toBe(409);
    await owner.sees("Somebody else saved this while you were writing");
    const both = owner.page.getByRole("table", { name: "Both versions" }).getByRole("row");
    const summaries = both.filter({ hasText: "Summary" });
    await expect.poll(() => summaries.innerText()).toMatch(/Mine[\s\S]*Theirs/);
    expect(await owner.field("Summary").inputValue()).toBe("Mine");
    expect(await owner.barriers()).toEqual([]);
    await owner.press("Save mine over theirs");
    await owner.sees(`Levelhead ${word} is saved.`);
    expect(await owner.field("Summary").inputValue()).toBe("Mine");

    await other.fill({ Summary: "Theirs again" });
    expect(await other.press("Save changes")).toBe(409);
    await other.page.getByRole("link", { name: "Take theirs instead" }).click();
    await other.page.getByText("Take theirs instead").waitFor({ state: "detached" });
    expect(await other.field("Summary").inputValue()).toBe("Mine");
  });

  test("a form that stayed open while its owner signed out in another window leads to signing in", async () => {
    const { cookie } = await signIn();
    const ana = await enter(server, { cookie });
    await ana.visit("/account");
    const other = await ana.another();
    await other.visit("/account");
    await other.press("Sign out");
    await other.sees("You are signed out.");

    await ana.fill({ Name: "Ana Lima" });
    await ana.press("Save my name");

    await ana.arrives("/login");
  });
});
