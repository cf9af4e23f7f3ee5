import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { pictureBytes } from "../factories/pictures";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
const picture = async (name: string) => ({ name, mimeType: "image/png", buffer: await pictureBytes() });

beforeAll(async () => {
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("the owner moves in, writes a product with pictures and tiers, publishes, edits, deletes and restores it", async () => {
    const [owner, visitor] = [await enter(server), await enter(server)];
    const name = `Plumbline ${word}`;
    const page = `/products/plumbline-${word}`;

    await owner.visit(await installLink());
    await owner.sees("Sample shop");
    await owner.fill({ "Your name": "Ines", Email: "ines@example.com", Password: "correct horse" });
    await owner.press("Become the owner");
    await owner.sees("This shop is yours now.");
    expect(await owner.reads("Sample shop")).toBe(false);

    await owner.follow("Back office");
    await owner.follow("Categories");
    await owner.fill({ Name: `Tools ${word}` });
    await owner.press("Add category");
    await owner.sees(`Tools ${word} is there.`);

    await owner.visit("/admin/products");
    await owner.follow("New product");
    await owner.fill({ Name: name, Category: `Tools ${word}`, Summary: "Hangs straight", Price: "49.50" });
    for (const [index, price] of ["49.50", "199"].entries()) {
      await owner.button("Add a tier").click();
      const tier = owner.page.getByRole("group").nth(index);
      await tier.getByLabel("Name").fill(index === 0 ? "One person" : "Studio");
      await tier.getByLabel("Price").fill(price);
    }
    await owner.page.getByLabel("Checkout").last().fill("https://pay.example.com/studio");
    expect(await owner.field("Summary").inputValue()).toBe("Hangs straight");
    await owner.press("Save product");
    await owner.sees(`${name} is kept as a draft.`);
    expect(await visitor.visit(page)).toBe(404);

    await owner.field("Pictures").setInputFiles([await picture("front.png"), await picture("back.png")]);
    await owner.press("Upload");
    await owner.sees("2 pictures are there.");
    await owner.fill({ "What picture 1 shows": "The front" });
    await owner.press("Save");
    await owner.sees("The description is saved.");
    await owner.press("Move later: picture 1");
    await owner.sees("The picture has moved.");
    expect(await owner.field("What picture 2 shows").inputValue()).toBe("The front");

    await owner.follow("Publish");
    await owner.press("Publish");
    await owner.sees(`${name} is on the shelf.`);
    expect(await visitor.visit(page)).toBe(200);
    await visitor.sees("Hangs straight", "Studio", "$199");
    const drawn = visitor.page.getByRole("img", { name: "The front" }).first();
    await drawn.scrollIntoViewIfNeeded();
    await expect
      .poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);

    await owner.fill({ Summary: "Hangs straighter", Price: "59" });
    await owner.button("Remove One person").click();
    await owner.button("Remove One person").waitFor({ state: "detached" });
    await owner.press("Save changes");
    await owner.sees(`${name} is saved.`);
    await visitor.visit(page);
    await visitor.sees("Hangs straighter");
    expect(await visitor.reads("One person")).toBe(false);

    await owner.follow("Move to the trash");
    await owner.press("Move to the trash");
    await owner.sees(`${name} is in the trash.`);
    expect(await visitor.visit(page)).toBe(404);

    await owner.press(`Restore ${name}`);
    await owner.sees(`${name} is back on the shelf.`);
    expect(await visitor.visit(page)).toBe(200);
    await visitor.sees("Hangs straighter");
  });
});

/** The link that the server printed. For the second journey nobody has moved in yet. */
async function installLink() {
  if ((await db.user.count()) > 0) {
    await server.stop();
    await db.user.deleteMany();
    await server.start();
  }
  await expect.poll(() => server.output()).toContain("Create the owner");
  return /\/install\?token=\S+/.exec(server.output())?.[0] ?? "";
}
