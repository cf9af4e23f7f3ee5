import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { archiveProduct } from "~/models/product/archival.server";
import { writeReview } from "~/models/review/writing.server";
import { createUser, signIn } from "../../factories/people";
import { createCategory, createProduct } from "../../factories/shop";
import { type RunningServer, startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});

const linkedDataOf = (html: string) =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "null");

test("a product page tells what it costs, which release it is, and what it is like", async () => {
  const { slug } = await createProduct({
    name: "Ledgerline",
    summary: "Plain-text accounting",
    description: "First paragraph.\n\nSecond paragraph.",
    release: "4.2.0",
    runsOn: "macOS, Linux",
    priceCents: 4900,
    tiers: [
      { name: "Personal", priceCents: 4900, checkoutUrl: "https://pay.example.com/personal" },
      { name: "Studio", priceCents: 29_900 },
    ],
  });

  const page = await visitor(server).get(`/products/${slug}`);

  for (const words of ["Ledgerline", "4.2.0", "macOS, Linux", "Second paragraph.", "$299"]) {
    expect(page.text).toContain(words);
  }
  const links = page.root.querySelectorAll("main a");
  const buy = links.find((one) => one.text === "Buy for $49");
  expect(buy?.getAttribute("href")).toBe("https://pay.example.com/personal");
  const ask = links.find((one) => one.text === "Ask about this");
  expect(ask?.getAttribute("href")).toBe(`/products/${slug}/question`);
  expect(page.root.querySelector("title")?.text).toContain("Ledgerline");
});

test("the machine's description of a product is exact, and no text of it ends the script", async () => {
  const name = "Quoin </script><script>alert(1)</script> & <!--";
  const product = await createProduct({ name, priceCents: 1950, release: "2.0.1" });
  await writeReview(product.id, { rating: 4, body: "Good enough" }, { actor: (await createUser()).id });

  const { html } = await visitor(server).get(`/products/${product.slug}`);

  expect(linkedDataOf(html)).toMatchObject({
    name,
    softwareVersion: "2.0.1",
    offers: { price: "19.50", priceCurrency: "USD" },
    aggregateRating: { ratingValue: 4, reviewCount: 1 },
  });
  expect(html).not.toContain("<script>alert");
});

test("a draft is missing for everybody but the people who run the shop, and never indexed", async () => {
  const { slug } = await createProduct({ name: "Draft", published: false });
  const [customer, editor] = [await signIn(), await signIn({ role: "editor" })];

  expect((await visitor(server).get(`/products/${slug}`)).status).toBe(404);
  expect((await visitor(server, customer.cookie).get(`/products/${slug}`)).status).toBe(404);
  const preview = await visitor(server, editor.cookie).get(`/products/${slug}`);

  expect(preview.status).toBe(200);
  expect(preview.text).toContain("Draft: only the people who run the shop see this page");
  expect(preview.response.headers.get("X-Robots-Tag")).toContain("noindex");
  expect(linkedDataOf(preview.html)).toBeNull();
});

test("what is in the trash is missing for the people who run the shop too", async () => {
  const product = await createProduct();
  await archiveProduct({ id: product.id }, { actor: "owner" });
  const { cookie } = await signIn({ role: "editor" });

  for (const slug of [product.slug, `${product.slug}~${product.id}`]) {
    expect((await visitor(server, cookie).get(`/products/${slug}`)).status).toBe(404);
  }
});

test("who runs the shop gets a way to edit, and customers do not", async () => {
  const { slug } = await createProduct();
  const links = async (cookie?: string) =>
    (await visitor(server, cookie).get(`/products/${slug}`)).root
      .querySelectorAll("main a")
      .map((one) => one.getAttribute("href"));

  expect(await links((await signIn({ role: "editor" })).cookie)).toContain(`/admin/products/${slug}/edit`);
  expect(await links()).not.toContain(`/admin/products/${slug}/edit`);
});

test("the page shows the newest twenty reviews and links to the rest", async () => {
  const product = await createProduct();
  for (let number = 1; number <= 23; number++) {
    const { id: actor } = await createUser();
    const { id } = await writeReview(product.id, { rating: 5, body: `Opinion ${number}.` }, { actor });
    await db.review.update({ where: { id }, data: { createdAt: new Date(Date.UTC(2026, 0, number)) } });
  }
  const browser = visitor(server);

  const page = await browser.get(`/products/${product.slug}`);
  expect(page.text).toContain("Opinion 23.");
  expect(page.text).not.toContain("Opinion 3.");
  const rest = page.root.querySelectorAll("main a").find((one) => one.text === "The other 3 reviews");

  const others = await browser.get(rest?.getAttribute("href") ?? "");
  expect(others.text).toMatch(/Opinion 3\..*Opinion 2\..*Opinion 1\./);
  expect(others.text).not.toContain("Opinion 4.");
});

test("others of the same kind are shown, but no drafts", async () => {
  const { slug: category } = await createCategory();
  const { slug } = await createProduct({ name: "This one", category });
  await createProduct({ name: "That one", category });
  await createProduct({ name: "Hidden one", category, published: false });

  const page = await visitor(server).get(`/products/${slug}`);

  expect(page.text).toContain("That one");
  expect(page.text).not.toContain("Hidden one");
});

test("a public page holds no form and sets no cookie, so that it can be kept for everybody", async () => {
  const { slug } = await createProduct();
  for (const path of ["/", "/products", `/products/${slug}`, `/products/${slug}/reviews`]) {
    const { html, response } = await visitor(server).get(path);
    expect(html, path).not.toContain("_token");
    expect(response.headers.getSetCookie(), path).toEqual([]);
  }
});

test("words that are no address are missing, not a fault", async () => {
  for (const slug of ["%20", "a%27b", "%F0%9F%98%80", "..%2f..%2fetc", "A".repeat(5_000), "__proto__"]) {
    const { status } = await server.fetch(`/products/${slug}`);
    expect([slug.slice(0, 20), status]).toEqual([slug.slice(0, 20), 404]);
  }
});

test("a product page with its style fits in 20 kB", async () => {
  const words = (count: number) =>
    Array.from({ length: count }, (_, index) => `word${index * 7919}`).join(" ");
  const product = await createProduct({ summary: words(20), description: words(300), release: "1.0.0" });
  for (let number = 0; number < 20; number++) {
    await writeReview(
      product.id,
      { rating: 5, body: words(30 + number) },
      { actor: (await createUser()).id },
    );
  }

  const { html, root } = await visitor(server).get(`/products/${product.slug}`);
  const style = root.querySelector("link[rel=stylesheet]")?.getAttribute("href") ?? "";
  const css = Buffer.from(await (await server.fetch(style)).arrayBuffer());

  expect(gzipSync(html).length + gzipSync(css).length).toBeLessThan(20_000);
});
