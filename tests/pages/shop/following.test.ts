import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createUser, keyHeaders, signIn } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { program } from "../../setup/program";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

let server: RunningServer;
beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});

test("who follows a product finds its new version in the inbox, until they follow it no more", async () => {
  const { id, slug } = await createProduct({ name: "Levelhead" });
  const browser = visitor(server, (await signIn()).cookie);
  const call = program(server, await keyHeaders());
  const release = async (version: string) =>
    expect((await call("PATCH", `/api/products/${id}`, { json: { release: version } })).status).toBe(200);
  const following = () => browser.get(`/products/${slug}/following`);

  expect((await (await following()).submit("Follow")).text).toContain(
    "You will hear of new versions of Levelhead",
  );
  await release("2.0");
  await expect.poll(async () => (await browser.get("/inbox")).text).toContain("Levelhead 2.0 is out");

  expect((await (await following()).submit("Follow no more")).text).toContain("You follow Levelhead no more");
  await release("2.1");
  await expect
    .poll(() => db.consumerPosition.findUnique({ where: { name: "relay" } }))
    .toMatchObject({
      seq: (await db.event.findFirstOrThrow({ orderBy: { seq: "desc" } })).seq,
    });
  expect((await browser.get("/inbox")).text).not.toContain("2.1");
});

test("the product's page only leads there, the same for everybody", async () => {
  const { slug } = await createProduct();
  const page = await visitor(server).get(`/products/${slug}`);
  expect(page.root.querySelectorAll("main form")).toHaveLength(0);
  expect(page.root.querySelector(`a[href="/products/${slug}/following"]`)?.text).toBe("Hear of new versions");
  expect((await visitor(server).get(`/products/${slug}/following`)).address).toBe("/login");
});

test("nobody follows a draft, or what makes no sense", async () => {
  const draft = await createProduct({ published: false });
  const { slug } = await createProduct();
  const { user, cookie } = await signIn();
  const browser = visitor(server, cookie);
  expect((await browser.get(`/products/${draft.slug}/following`)).status).toBe(404);
  const page = await browser.get(`/products/${slug}/following`);
  for (const follow of ["", "yes", "\u0000", ["on", "off"]])
    expectRefused(await page.submit("Follow", { follow }), String(follow));
  expect(await db.productFollow.count({ where: { userId: user.id } })).toBe(0);
});
