import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../../factories/people";
import { createCategory } from "../../factories/shop";
import { startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

const HEADER = "sku,name,summary,version,category,price_cents,currency,downloads_a_month";
const broken = readFileSync(path.resolve(import.meta.dirname, "../../fixtures/catalogue-broken.csv"));

const owner = await signIn({ role: "owner", name: "Ines" });
const editor = await signIn({ role: "editor", name: "Ed" });
const customer = await signIn({ role: "customer", name: "Cy" });
await createCategory({ slug: "testing", name: "Testing" });
const server = await startServer();

async function upload(cookie: string, bytes: string | Buffer | null, fields: Record<string, string> = {}) {
  const browser = visitor(server, cookie);
  const page = await browser.get("/admin/products/import");
  const body = new FormData();
  body.set(
    "_token",
    fields._token ?? page.root.querySelector("form[enctype] [name=_token]")?.getAttribute("value") ?? "",
  );
  if (bytes !== null) body.set("file", new Blob([new Uint8Array(Buffer.from(bytes))]), "catalogue.csv");
  return browser.send("/admin/products/import", { method: "POST", body, headers: { Origin: server.origin } });
}

const rowsOf = (...rows: string[]) => [HEADER, ...rows, ""].join("\n");

test("a file is looked at first, and applied by a second button", async () => {
  const preview = await upload(owner.cookie, broken);

  expect(preview.status).toBe(200);
  expect(preview.text).toContain("What the file would do");
  expect(preview.text).toContain("19 rows");
  expect(preview.text).toMatch(/unknown category no-such-category/);
  expect(preview.text).toMatch(/2 columns where the first line has 9/);
  expect(preview.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(preview.html).not.toMatch(/\u202e/);
  expect(await db.product.count()).toBe(0);

  const applied = await preview.submit("Import 6 products");

  expect(applied.text).toContain("Imported: 6 new, 0 changed. 13 rows were refused.");
  expect(applied.text).toContain("The file is imported");
  expect(applied.html).not.toContain("Import 6 products");
  expect(await db.product.count({ where: { published: true } })).toBe(6);
  expect(await db.event.count({ where: { type: "product.created", actor: owner.user.id } })).toBe(6);

  // The button again, from a page that was left open.
  const again = await preview.submit("Import 6 products");
  expect(again.status).toBe(200);
  expect(await db.product.count()).toBe(6);
});

test("a page that was left open does not undo what was edited since", async () => {
  const preview = await upload(owner.cookie, rowsOf("open,Left open,,,testing,100,USD,"));
  const other = await visitor(server, owner.cookie).get(preview.address);
  await preview.submit("Import 1 product");
  await db.product.update({ where: { sku: "open" }, data: { name: "Edited" } });

  await other.submit("Import 1 product");

  expect(await db.product.findUnique({ where: { sku: "open" } })).toMatchObject({ name: "Edited" });
});

test("two clicks at the same moment import once", async () => {
  const preview = await upload(editor.cookie, rowsOf("twice,Twice,,,testing,100,USD,"));

  const answers = await Promise.all([preview.submit("Import 1 product"), preview.submit("Import 1 product")]);

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await db.product.findUnique({ where: { sku: "twice" } })).toMatchObject({ version: 1 });
});

test("categories that the shop lacks are made only when they are ticked", async () => {
  const preview = await upload(
    owner.cookie,
    rowsOf("n1,One,,,new-tools,1,USD,", "n2,Two,,,new-tools,1,USD,", "n3,Three,,,tpyo,1,USD,"),
  );
  expect(preview.text).toContain("Categories the shop lacks");
  expect(preview.text).toContain("2 rows");
  expect(preview.html).not.toContain("Import 2 products");

  const again = await preview.submit("Look again with these", { make: "new-tools" });
  const applied = await again.submit("Import 2 products");

  expect(applied.text).toContain("Imported: 2 new, 0 changed. 1 row was refused.");
  expect(await db.category.findUnique({ where: { slug: "new-tools" } })).toMatchObject({ name: "New tools" });
  expect(await db.category.findUnique({ where: { slug: "tpyo" } })).toBeNull();
});

test("a number leads to the rows it counts", async () => {
  const preview = await upload(owner.cookie, broken);

  const refused = await visitor(server, owner.cookie).get(`${preview.address}?show=refused`);

  expect(refused.text).toContain("neg-price");
  expect(refused.root.querySelectorAll("tbody tr")).toHaveLength(13);
  expect((await visitor(server, owner.cookie).get(`${preview.address}?show=x&page=-1&make=..`)).status).toBe(
    200,
  );
});

test("a file that does not fit is refused beside its field", async () => {
  const files: [string | Buffer | null, RegExp, number][] = [
    [null, /Choose a CSV file/, 400],
    ["", /The file is empty/, 400],
    ["a,b\n1,2\n", /lacks the column sku/, 400],
    [Buffer.from([0xff, 0xfe, 0x00]), /not UTF-8/, 400],
    ["x".repeat(5_000_001), /5 MB|5000000/, 413],
  ];
  for (const [bytes, message, status] of files) {
    const page = await upload(owner.cookie, bytes);
    expect({ status: page.status, text: page.text }).toEqual({
      status,
      text: expect.stringMatching(message),
    });
  }
});

test("only those who run the shop import, and nobody sees another's file", async () => {
  const preview = await upload(owner.cookie, rowsOf("mine,Mine,,,testing,1,USD,"));

  expect((await visitor(server, customer.cookie).get("/admin/products/import")).status).toBe(403);
  expect((await visitor(server).get("/admin/products/import")).address).toBe("/login");
  expect((await visitor(server, editor.cookie).get(preview.address)).status).toBe(404);
  for (const word of ["x", "..%2f..%2fatelier.db", "a".repeat(43), "%00"]) {
    const { status } = await visitor(server, owner.cookie).get(`/admin/products/import/${word}`);
    expect([400, 404]).toContain(status);
  }
  expect((await upload(owner.cookie, broken, { _token: "forged.token" })).status).toBe(403);
});

test("a spreadsheet of five megabytes with one huge cell is answered", async () => {
  const rows = Array.from({ length: 4_000 }, (_, index) => `big-${index},Big ${index},,,testing,1,USD,`);
  rows[7] = `big-7,${"y".repeat(1_000_000)},,,testing,1,USD,`;

  const preview = await upload(owner.cookie, rowsOf(...rows));

  expect(preview.status).toBe(200);
  expect(preview.text).toContain("4000 rows");
  expect(preview.html.length).toBeLessThan(300_000);
});
