import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createUser, signIn } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

let server: RunningServer;
let owner: { id: string };

beforeAll(async () => {
  owner = await createUser({ role: "owner" });
  server = await startServer();
});

const toldOwner = () => db.notification.findMany({ where: { userId: owner.id, kind: "question" } });

test("a question reaches the owner with a way to answer it", async () => {
  const product = await createProduct({ name: "Quoin" });
  const { user, cookie } = await signIn({ name: "Ana", email: "ana+shop@example.com" });

  const page = await (await visitor(server, cookie).get(`/products/${product.slug}/question`)).submit(
    "Send question",
    { body: "Does it run on a Pi?" },
  );

  expect(page.text).toContain(`the answer comes to ${user.email}`);
  const [note] = await toldOwner();
  expect(note).toMatchObject({ title: "Ana asks about Quoin", body: "Does it run on a Pi?" });
  expect(note?.link).toMatch(/^mailto:ana%2Bshop%40example\.com\?subject=.*Quoin$/);
  expect(await db.event.count({ where: { type: "notification.created", subject: note?.id } })).toBe(1);
});

test("one person asks about one product three times a day", async () => {
  const product = await createProduct();
  const { cookie } = await signIn();
  const browser = visitor(server, cookie);
  const ask = async () =>
    (await browser.get(`/products/${product.slug}/question`)).submit("Send question", { body: "And now?" });
  for (let time = 1; time <= 3; time++) expect((await ask()).status).toBe(200);

  const refused = await ask();

  expect(refused.status).toBe(429);
  expect(refused.text).toContain("wait for the first answer");
  expect(refused.root.querySelector("textarea")?.text).toContain("And now?");
});

test("nobody asks about what is not on the shelf, or without words", async () => {
  const { slug } = await createProduct();
  const draft = await createProduct({ published: false });
  const browser = visitor(server, (await signIn()).cookie);
  const before = (await toldOwner()).length;

  expect((await browser.get(`/products/${draft.slug}/question`)).status).toBe(404);
  const page = await browser.get(`/products/${slug}/question`);
  for (const body of ["", "  ", "\u0000?!", "?".repeat(2_001)]) {
    expectRefused(await page.submit("Send question", { body }), body.slice(0, 20));
  }
  expect(await toldOwner()).toHaveLength(before);
});
