import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "../factories/people";
import { createCategory } from "../factories/shop";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  cookie = (await signIn({ role: "owner" })).cookie;
  await createCategory({ slug: "testing", name: "Testing" });
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("the owner brings a file, looks at what it would do and applies it", async () => {
    const owner = await enter(server, { cookie });
    const rows = [
      "sku,name,summary,version,category,price_cents,currency,downloads_a_month",
      `one-${word},First ${word},,1.0.0,testing,900,USD,10`,
      `two-${word},Second ${word},,1.0.0,cellar-${word},900,USD,10`,
      `three-${word},Third ${word},,1.0.0,testing,-1,USD,10`,
    ];
    await owner.visit("/admin/products/import");
    await owner.field("File").setInputFiles({
      name: "catalogue.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(rows.join("\n")),
    });
    await owner.press("Look at the file");
    await owner.sees("What the file would do", "3 rows", "price_cents must be 0 or more");
    await owner.button("Import 1 product").waitFor();

    await owner.page.getByLabel(`cellar-${word}`).check();
    await owner.button("Look again with these").click();
    await owner.button("Import 2 products").waitFor();
    expect(await owner.barriers()).toEqual([]);
    await owner.press("Import 2 products");

    await owner.sees("Imported: 2 new, 0 changed. 1 row was refused.", "The file is imported");
    await owner.visit(`/products?q=${word}`);
    await owner.sees(`First ${word}`, `Second ${word}`);
  });

  test("a file that is no catalogue is refused where it was chosen", async () => {
    const owner = await enter(server, { cookie });
    await owner.visit("/admin/products/import");
    await owner.field("File").setInputFiles(path.resolve(import.meta.dirname, "../../public/favicon.svg"));

    const status = await owner.press("Look at the file");

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await owner.page.getByRole("alert").isVisible()).toBe(true);
  });
});
