import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../factories/people";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let cookie: string;

// A page whose table is gone fails as a bug would.
beforeAll(async () => {
  cookie = (await signIn({ role: "owner" })).cookie;
  server = await startServer();
  await db.$executeRawUnsafe('ALTER TABLE "OneTimeLink" RENAME TO "Elsewhere"');
});

afterAll(async () => {
  await db.$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "OneTimeLink"');
});

bothWays(({ enter }) => {
  test("where there is nothing, the page says so and shows ways on", async () => {
    const ana = await enter(server);

    expect(await ana.visit("/nothing/here")).toBe(404);
    await ana.sees("There is nothing at this address");
    expect(await ana.barriers()).toEqual([]);
    await ana.follow("See the products");

    await ana.arrives("/products");
  });

  test("a customer who opens the back office reads that it is for others", async () => {
    const ana = await enter(server, { cookie: (await signIn()).cookie });

    expect(await ana.visit("/admin/products")).toBe(403);

    await ana.sees("This page is for the people who run the shop.");
    expect(await ana.reads("New product")).toBe(false);
    expect(await ana.barriers()).toEqual([]);
  });

  test("a mistake of ours has a page with an id, and the shop goes on", async () => {
    const ana = await enter(server);
    ana.forgive(500);

    expect(await ana.visit("/sign-in?token=anything")).toBe(500);
    await ana.sees("That was my mistake");
    expect(await ana.page.locator("#request-id").innerText()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await ana.barriers()).toEqual([]);
    await ana.follow("Go to the first page");

    await ana.arrives("/");
  });

  test("while the owner closes the shop, visitors read why, and the owner still gets in", async () => {
    const [owner, visitor] = [await enter(server, { cookie }), await enter(server)];
    const close = "Close the shop for maintenance";
    visitor.forgive(503);
    await owner.visit("/admin/settings/maintenance");
    await owner.page.getByLabel(close).check();
    await owner.fill({ "What visitors are told": "Sweeping the floor, back at noon." });
    await owner.press("Save");

    expect(await visitor.visit("/products")).toBe(503);
    await visitor.sees("Sweeping the floor, back at noon.");
    expect(await visitor.barriers()).toEqual([]);
    expect(await owner.visit("/products")).toBe(200);

    await owner.visit("/admin/settings/maintenance");
    await owner.page.getByLabel(close).uncheck();
    await owner.press("Save");
    expect(await visitor.visit("/products")).toBe(200);
  });
});
