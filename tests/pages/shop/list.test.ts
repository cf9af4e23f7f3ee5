import { beforeAll, expect, test } from "vitest";
import { createUser } from "../../factories/people";
import { createCategory, createProduct } from "../../factories/shop";
import { type RunningServer, startServer } from "../../setup/server";
import { type Page, visitor } from "../../setup/visitor";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  await createCategory({ slug: "maps", name: "Maps" });
  await createCategory({ slug: "time", name: "Time" });
  for (let number = 1; number <= 25; number++) {
    await createProduct({ name: `Plain map ${number}`, category: "maps", priceCents: number * 100 });
  }
  await createProduct({
    name: "Halfglass",
    summary: "Counts 100% of snake_case hours",
    category: "time",
    priceCents: 2950,
  });
  await createProduct({ name: "Secret draft", category: "time", published: false });
  server = await startServer();
});

const namesOn = (page: Page) =>
  page.root.querySelectorAll("main li :is(h2, h3)").map((one) => one.text.trim());
const filtersOn = (page: Page) =>
  Object.fromEntries(
    page.root
      .querySelectorAll("[aria-label=Filters] a")
      .map((one) => [one.text.replace("×", "").trim(), one.getAttribute("href")]),
  );

test("a visitor searches name and summary, whatever the case", async () => {
  const browser = visitor(server);

  const page = await (await browser.get("/products")).submit("Show", { q: "HOURS" });

  expect(namesOn(page)).toEqual(["Halfglass"]);
  expect(page.text).toContain("1 of 26");
});

test("marks that mean something to a database only part words", async () => {
  const browser = visitor(server);

  expect(namesOn(await browser.get("/products?q=100%25"))).toEqual(["Halfglass"]);
  expect((await browser.get("/products?q=%25")).text).toContain("26 products");
});

test("a price range is given as people write prices", async () => {
  const browser = visitor(server);

  const page = await (await browser.get("/products")).submit("Show", { min: "24", max: "29,50" });

  expect(namesOn(page)).toEqual(["Halfglass", "Plain map 25", "Plain map 24"]);
});

test("each filter that is on can be taken off by a link, and the others stay", async () => {
  const page = await visitor(server).get("/products?q=map&category=maps&max=5&sort=price-low");

  expect(namesOn(page)).toEqual([1, 2, 3, 4, 5].map((number) => `Plain map ${number}`));
  expect(filtersOn(page)).toEqual({
    "“map”": "/products?sort=price-low&category=maps&max=5",
    Maps: "/products?sort=price-low&q=map&max=5",
    "Up to 5 USD": "/products?sort=price-low&q=map&category=maps",
  });
});

test("pages are links that keep the filters and never overlap", async () => {
  const browser = visitor(server);

  const first = await browser.get("/products?category=maps&sort=name");
  const next = first.root.querySelector("head link[rel=next]")?.getAttribute("href") ?? "";
  const second = await browser.get(next);

  expect(next).toBe("/products?sort=name&category=maps&page=2");
  expect(new Set([...namesOn(first), ...namesOn(second)]).size).toBe(25);
  expect(second.root.querySelector("head link[rel=prev]")?.getAttribute("href")).toBe(
    "/products?sort=name&category=maps",
  );
});

test("what is empty, unknown or does not fit is as if it were not there", async () => {
  const browser = visitor(server);
  const nonsense = [
    "?q=&category=&min=&max=&sort=&page=",
    "?page=x&sort=worst&min=cheap&max=-1&category=no-such&colour=red",
    "?page=-1&min=1.234&page=0",
    "?q=%00&category=%00&sort=%00",
    `?q=${"a".repeat(101)}&__proto__=1&constructor=1&toString=1&limit=100000`,
  ];
  for (const query of nonsense) {
    const page = await browser.get(`/products${query}`);
    expect([query, page.status]).toEqual([query, 200]);
    expect(page.text).toContain("26 products");
    expect(namesOn(page)).toHaveLength(24);
  }
});

test("a list that is empty says which filter to take off", async () => {
  const page = await visitor(server).get("/products?q=halfglass&category=maps");

  const ways = page.root.querySelectorAll("main a").map((one) => one.text.trim());
  expect(ways).toContain("Without “halfglass”: 25");
  expect(ways).toContain("Without Maps: 1");
});

test("a page past the last says so and leads back", async () => {
  const browser = visitor(server);

  const page = await browser.get("/products?category=maps&page=999999999");

  expect(page.status).toBe(200);
  const back = page.root.querySelectorAll("main a").find((one) => one.text.includes("last page"));
  expect(namesOn(await browser.get(back?.getAttribute("href") ?? ""))).toHaveLength(1);
});

test("only whole kinds are for search engines", async () => {
  const browser = visitor(server);
  const robots = async (query: string) =>
    (await browser.get(`/products${query}`)).root.querySelector("meta[name=robots]")?.getAttribute("content");

  expect(await robots("?category=maps&page=2")).toBeUndefined();
  expect(await robots("?q=map")).toContain("noindex");
  expect(await robots("?max=5")).toContain("noindex");
  const page = await browser.get("/products?category=maps&utm_source=x");
  expect(page.root.querySelector("link[rel=canonical]")?.getAttribute("href")).toBe(
    `${server.origin}/products?category=maps`,
  );
});

test("home shows the newest work, and every kind that is not empty with its count", async () => {
  const page = await visitor(server).get("/");

  expect(page.root.querySelector("main article h3")?.text.trim()).toBe("Halfglass");
  const ledger = page.root.querySelectorAll("main a[href^='/products?category=']");
  expect(ledger.map((one) => one.text)).toEqual(["Maps", "Time"]);
  expect(page.text).toContain("See all 26 products");
});

test("what is not published is on no page and in no sitemap", async () => {
  const browser = visitor(server);
  for (const path of ["/", "/products", "/products?q=secret", "/products?category=time", "/sitemap.xml"]) {
    expect((await browser.get(path)).html, path).not.toMatch(/secret.draft/i);
  }
  expect((await browser.get("/sitemap.xml")).html).toContain(
    `<loc>${server.origin}/products/halfglass</loc>`,
  );
  expect((await browser.get("/robots.txt")).html).toContain(`Sitemap: ${server.origin}/sitemap.xml`);
});
