import { beforeAll, expect, test } from "vitest";
import { createUser } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  const saws = await createCategory({ slug: "saws", name: "Saws" });
  const rules = await createCategory({ slug: "rules", name: "Rules" });
  for (let number = 1; number <= 30; number++) {
    const category = number % 3 === 0 ? rules.slug : saws.slug;
    await createProduct({ name: `Tool ${number}`, category, priceCents: number * 100 });
  }
  await createProduct({ name: "Émile's Fretsaw", category: saws.slug, priceCents: 9_900 });
  server = await startServer();
});

bothWays(({ enter }) => {
  test("a visitor narrows the list, takes filters off one by one and turns its pages", async () => {
    const ana = await enter(server);
    const chip = (label: string) =>
      ana.page.getByRole("link", { name: `Remove filter ${label}`, exact: true });
    await ana.visit("/products");
    await ana.sees("31 products");

    await ana.page.getByLabel("Category").selectOption({ label: "Rules (10)" });
    await ana.page.getByLabel(/^From/).fill("20");
    await ana.button("Show").click();
    await ana.sees("4 of 31");
    await chip("Rules").waitFor();
    await chip("From 20 USD").click();
    await ana.sees("10 of 31");
    expect(await ana.page.getByLabel(/^From/).inputValue()).toBe("");
    expect(await ana.page.getByLabel("Category").inputValue()).toBe("rules");
    await chip("Rules").click();
    await ana.sees("31 products");

    const first = await ana.page.getByRole("main").innerText();
    await ana.follow("Page 2");
    expect(new URL(ana.page.url()).searchParams.get("page")).toBe("2");
    await expect.poll(() => ana.page.getByRole("main").innerText()).not.toBe(first);
    await ana.follow("Previous");
    await expect.poll(() => ana.page.getByRole("main").innerText()).toBe(first);
  });

  test("a search that finds nothing says what to take off", async () => {
    const ana = await enter(server);
    await ana.visit("/products?category=rules");
    await ana.page.getByLabel("Search").fill("fretsaw");
    await ana.button("Show").click();
    await ana.sees("Nothing fits all of this");

    await ana.follow("Without Rules: 1");

    await ana.sees("Émile's Fretsaw", "1 of 31");
    expect(await ana.page.getByLabel("Search").inputValue()).toBe("fretsaw");
  });

  test("a search is an address: it can be sent to a friend and gone back from", async () => {
    const [ana, ben] = [await enter(server), await enter(server)];
    await ana.visit("/products");
    await ana.page.getByLabel("Order").selectOption({ label: "Highest price" });
    await ana.page.getByLabel("Search").fill("tool");
    await ana.page.getByLabel("Search").press("Enter");
    await ana.sees("30 of 31");

    await ben.visit(ana.page.url());
    await ben.sees("30 of 31");
    expect(await ben.page.getByLabel("Order").inputValue()).toBe("price-high");
    await ana.page.goBack();
    await ana.sees("31 products");
  });
});
