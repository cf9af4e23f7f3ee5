import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../../factories/people";
import { createCategory, createProduct } from "../../factories/shop";
import { startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

const owner = await signIn({ role: "owner" });
const category = await createCategory({ slug: "writing", name: "Writing" });
const taken = await createProduct({ name: "Taken", category: category.slug });
const contested = await createProduct({ name: "Contested", category: category.slug, priceCents: 4_900 });
const server = await startServer();
const person = visitor(server, owner.cookie);

const findBySlug = (slug: string) =>
  db.product.findUnique({ where: { slug }, include: { tiers: { orderBy: { position: "asc" } } } });

test("an owner writes a product with two tiers, publishes it, edits it, deletes it and takes it back", async () => {
  let page = await person.get("/admin/products/new");
  page = await page.submit("Add a tier", { name: "Ledgerline", category: "writing", price: "49,5" });
  page = await page.submit("Add a tier");
  page = await page.submit("Save product", {
    "tiers[0].name": "Personal",
    "tiers[0].price": "49",
    "tiers[1].name": "Studio",
    "tiers[1].price": "299",
    "tiers[1].checkoutUrl": "https://pay.example.com/studio",
  });
  expect(page.address).toBe("/admin/products/ledgerline/images");
  expect(await findBySlug("ledgerline")).toMatchObject({
    priceCents: 4_950,
    published: false,
    tiers: [
      { name: "Personal", priceCents: 4_900, checkoutUrl: null },
      { name: "Studio", priceCents: 29_900, checkoutUrl: "https://pay.example.com/studio" },
    ],
  });

  page = await (await person.get("/admin/products/ledgerline/publication")).submit("Publish");
  expect(page.text).toContain("Ledgerline is on the shelf");
  page = await page.submit("Remove Personal");
  page = await page.submit("Save changes", { slug: "ledger", price: "50" });
  expect(page.address).toBe("/admin/products/ledger/edit");
  expect(await findBySlug("ledger")).toMatchObject({
    priceCents: 5_000,
    published: true,
    tiers: [{ name: "Studio" }],
  });

  page = await (await person.get("/admin/products/ledger/archival")).submit("Move to the trash");
  expect(page.address).toBe("/admin/trash");
  expect(await findBySlug("ledger")).toBeNull();
  page = await page.submit("Restore Ledgerline");
  expect(page.text).toContain("Ledgerline is back on the shelf");
  expect(await findBySlug("ledger")).toMatchObject({ deletedAt: null });
});

test("a yen has no cents, and the form says so beside the price", async () => {
  const page = await (await person.get("/admin/products/new")).submit("Save product", {
    name: "Yen",
    category: "writing",
    price: "49.50",
    currency: "JPY",
  });

  expect(page.status).toBe(400);
  expect(page.text).toContain("Enter whole JPY, such as 4900");
  expect(page.html).toContain("49.50");
});

test("of two who edit at once the second sees both versions and can go on", async () => {
  const address = `/admin/products/${contested.slug}/edit`;
  const [first, second] = [await person.get(address), await person.get(address)];
  await first.submit("Save changes", { summary: "Theirs" });

  const late = await second.submit("Save changes", { summary: "Mine" });
  expect(late.status).toBe(409);
  expect(late.text).toContain("Theirs");
  expect(late.text).toContain("Mine");
  expect(await findBySlug(contested.slug)).toMatchObject({ summary: "Theirs" });
  await late.submit("Save mine over theirs");

  expect(await findBySlug(contested.slug)).toMatchObject({ summary: "Mine" });
});

test("an address that another product took meanwhile is asked for again", async () => {
  await (await person.get(`/admin/products/${taken.slug}/archival`)).submit("Move to the trash");
  await createProduct({ name: "Usurper", slug: taken.slug, category: category.slug });

  const refused = await (await person.get("/admin/trash")).submit("Restore Taken");
  expect(refused.status).toBe(409);
  expect(refused.text).toContain("Another product has this address now");
  const page = await refused.submit("Restore");

  expect(page.address).toBe(`/admin/products/${taken.slug}-2/edit`);
});

test("the same form twice makes one product", async () => {
  const page = await person.get("/admin/products/new");
  const fields = { name: "Twice", category: "writing", price: "1" };

  const answers = await Promise.all([
    page.submit("Save product", fields),
    page.submit("Save product", fields),
  ]);

  expect(new Set(answers.map((answer) => answer.address)).size).toBe(1);
  expect(await db.product.count({ where: { name: "Twice" } })).toBe(1);
});

test("what cannot be stored, and what is no price, address or tier, is refused with nothing changed", async () => {
  const fields = { name: "Odd", category: "writing", price: "1" };
  const odd: Record<string, string | string[]>[] = [
    { name: "a\u0000b" },
    { name: "x".repeat(121) },
    { price: "-1" },
    { price: "1e9" },
    { price: "999999999" },
    { price: ["1", "2"] },
    { currency: "XYZ" },
    { category: "nowhere" },
    { slug: "New Product" },
    { slug: "new" },
    { "tiers[0].name": "T", "tiers[0].price": "x" },
    { "tiers[0].name": "T", "tiers[0].price": "1", "tiers[0].checkoutUrl": "javascript:alert(1)" },
    { "tiers[99999999].name": "T" },
    { "__proto__.published": "on", name: "" },
    { description: "x".repeat(20_001) },
  ];
  for (const fault of odd) {
    const page = await (await person.get("/admin/products/new")).submit("Save product", {
      ...fields,
      ...fault,
    });
    expectRefused(page, JSON.stringify(fault).slice(0, 80));
  }
  expect(await db.product.count({ where: { name: "Odd" } })).toBe(0);
});

test("the list finds by words and state, and pages of strangers' making are harmless", async () => {
  expect((await person.get("/admin/products?q=contest")).text).toContain("Contested");
  expect((await person.get("/admin/products?q=contest&state=draft")).text).toContain("Nothing fits");
  for (const query of ["page=-1", "page=x", "q=%00", "q=%ED%A0%80", "state[]=x", "page=999999"]) {
    expect((await person.get(`/admin/products?${query}`)).status, query).toBe(200);
  }
});
