import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { editReview, withdrawReview, writeReview } from "~/models/review/writing.server";
import { createUser, signIn } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { type RunningServer, startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});

async function setting() {
  const product = await createProduct();
  const { user, cookie } = await signIn({ name: "Ana Lind" });
  return { product, user, browser: visitor(server, cookie), form: `/products/${product.slug}/review` };
}

const ratingOf = (id: string) =>
  db.product.findUniqueOrThrow({ where: { id }, select: { ratingSum: true, ratingCount: true } });

test("a customer writes, edits and withdraws a review", async () => {
  const { product, browser, form } = await setting();

  const written = await (await browser.get(form)).submit("Publish review", {
    rating: "4",
    body: "Quick and honest.",
  });
  expect(written.address).toBe(`/products/${product.slug}`);
  expect(written.text).toContain("Thank you");
  expect(written.text).toContain("Quick and honest.");
  expect(written.text).toContain("Ana Lind");
  expect(written.text).toContain("Edit your review");

  const edited = await (await browser.get(form)).submit("Save changes", { rating: "5" });
  expect(edited.text).toContain("Quick and honest.");
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 5, ratingCount: 1 });

  const own = await browser.get(form);
  const asks = own.root.querySelectorAll("main a").find((one) => one.text.includes("Withdraw"));
  const withdrawn = await (await browser.get(asks?.getAttribute("href") ?? "")).submit("Withdraw review");
  expect(withdrawn.text).toContain("Nobody has reviewed this yet");
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 0, ratingCount: 0 });

  const again = await (await browser.get(form)).submit("Publish review", {
    rating: "3",
    body: "Second thoughts.",
  });
  expect(again.text).toContain("Second thoughts.");
});

test("a visitor signs in first and comes back to the form", async () => {
  const { form } = await setting();

  const answer = await server.fetch(form);

  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toBe(`/login?redirectTo=${encodeURIComponent(form)}`);
});

test("whoever runs the shop does not rate it", async () => {
  const { form } = await setting();
  for (const role of ["owner", "editor"] as const) {
    const { cookie } = await signIn({ role });
    expect((await visitor(server, cookie).get(form)).status).toBe(403);
  }
});

test("a form sent twice makes one review", async () => {
  const { product, browser, form } = await setting();
  const page = await browser.get(form);
  const fields = { rating: "4", body: "Pressed twice." };

  const [first, second] = await Promise.all([
    page.submit("Publish review", fields),
    page.submit("Publish review", fields),
  ]);

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 4, ratingCount: 1 });
});

test("a form sent again after its thanks were read is thanked for again", async () => {
  const { product, browser, form } = await setting();
  const page = await browser.get(form);
  const fields = { rating: "4", body: "Pressed twice, slowly." };
  const first = await page.submit("Publish review", fields);
  expect(first.html).toContain("Thank you: your review is published");
  expect((await browser.get(`/products/${product.slug}`)).html).not.toContain("Thank you");

  const second = await page.submit("Publish review", fields);

  expect(second.address).toBe(first.address);
  expect(second.html).toContain("Thank you: your review is published");
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 4, ratingCount: 1 });
});

test("a review that does not fit comes back with all that was typed and the way to mend it", async () => {
  const { product, browser, form } = await setting();

  const page = await (await browser.get(form)).submit("Publish review", { body: "Words, but no stars." });

  expect(page.status).toBe(400);
  expect(page.text).toContain("Choose 1 to 5 stars");
  expect(page.root.querySelector("textarea")?.text).toContain("Words, but no stars.");
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 0, ratingCount: 0 });
});

test("an edit of an older version shows mine and theirs, and can be sent on", async () => {
  const { product, user, browser, form } = await setting();
  const { id } = await writeReview(product.id, { rating: 4, body: "First words." }, { actor: user.id });
  const old = await browser.get(form);
  await editReview({ id, version: 1 }, { rating: 2, body: "Other window." }, { actor: user.id });

  const stale = await old.submit("Save changes", { rating: "5", body: "This window." });
  expect(stale.status).toBe(409);
  expect(stale.text).toContain("Other window.");
  expect(stale.text).toContain("This window.");
  expect(await db.review.findUnique({ where: { id } })).toMatchObject({ body: "Other window." });

  const saved = await stale.submit("Save mine");
  expect(saved.text).toContain("This window.");
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 5, ratingCount: 1 });
});

test("a second first review, from another window, shows what is saved", async () => {
  const { product, user, browser, form } = await setting();
  const page = await browser.get(form);
  await writeReview(product.id, { rating: 2, body: "Other window." }, { actor: user.id });

  const refused = await page.submit("Publish review", { rating: "5", body: "This window." });

  expect(refused.status).toBe(409);
  expect(refused.text).toContain("Other window.");
  expect((await refused.submit("Save mine")).text).toContain("This window.");
});

test("somebody else's review cannot be withdrawn, and looks missing", async () => {
  const { product, browser } = await setting();
  const other = await createUser();
  const { id } = await writeReview(product.id, { rating: 5, body: "Not yours." }, { actor: other.id });

  const page = await browser.get(`/products/${product.slug}/reviews/${id}/withdrawal`);

  expect(page.status).toBe(404);
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 5, ratingCount: 1 });
});

test("a withdrawal of an older version asks again", async () => {
  const { product, user, browser } = await setting();
  const { id } = await writeReview(product.id, { rating: 4, body: "First words." }, { actor: user.id });
  const page = await browser.get(`/products/${product.slug}/reviews/${id}/withdrawal`);
  await editReview({ id, version: 1 }, { rating: 2, body: "Second words." }, { actor: user.id });

  const asked = await page.submit("Withdraw review");
  expect(asked.status).toBe(409);
  expect(asked.text).toContain("Second words.");

  expect((await asked.submit("Withdraw review")).text).toContain("Your review is withdrawn");
});

test("what left the shelf cannot be reviewed, but its review can be withdrawn", async () => {
  const { product, user, browser, form } = await setting();
  const { id } = await writeReview(product.id, { rating: 4, body: "Was good." }, { actor: user.id });
  const withdrawal = await browser.get(`/products/${product.slug}/reviews/${id}/withdrawal`);
  const edit = await browser.get(form);
  await db.product.update({ where: { id: product.id }, data: { published: false } });

  expect((await edit.submit("Save changes", { rating: "1" })).status).toBe(404);
  expect((await withdrawal.submit("Withdraw review")).address).toBe("/products");
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 0, ratingCount: 0 });
});

test("no form that was made up changes anything, and none is a fault of ours", async () => {
  const { product, browser, form } = await setting();
  const page = await browser.get(form);
  const good = { rating: "4", body: "Fine." };
  const strange: Record<string, string | string[]>[] = [
    { ...good, body: "with \u0000 in it" },
    { ...good, body: "x".repeat(50_000) },
    { ...good, body: "\u202Ereversed" },
    { ...good, body: ["two", "bodies"] },
    { ...good, body: "   " },
    { ...good, rating: ["4", "5"] },
    { ...good, rating: "4.5" },
    { ...good, rating: "6" },
    { ...good, rating: "1e0x" },
    { ...good, rating: "NaN" },
    { ...good, version: "0" },
    { ...good, version: "latest" },
    { ...good, version: "99" },
    { ...good, _token: "" },
    { ...good, _token: ["a.b", "c.d"] },
    { "rating[a]": "4", "body[0]": "x", "__proto__[x]": "y", "constructor.prototype.x": "z" },
  ];
  for (const fields of strange) {
    expectRefused(await page.submit("Publish review", fields), JSON.stringify(fields).slice(0, 60));
  }
  expect(await db.review.count({ where: { productId: product.id } })).toBe(0);
});

test("a withdrawn review is offered to nobody's eyes", async () => {
  const { product, user } = await setting();
  const { id } = await writeReview(product.id, { rating: 5, body: "I take this back." }, { actor: user.id });
  await withdrawReview({ id, version: 1 }, { actor: user.id });

  for (const path of [`/products/${product.slug}`, `/products/${product.slug}/reviews`, "/"]) {
    expect((await visitor(server).get(path)).html, path).not.toContain("I take this back.");
  }
});
