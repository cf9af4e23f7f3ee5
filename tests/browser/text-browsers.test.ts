import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { hashPassword } from "~/models/user/password.server";
import { createOwner } from "~/models/user/registration.server";
import { pictureBytes } from "../factories/pictures";
import { createProduct } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";
import { missingTextBrowsers, openTextBrowser, textBrowsers } from "../setup/text-browser";

let server: RunningServer;

beforeAll(async () => {
  for (const name of textBrowsers) await createProduct({ name: `Rule of ${name}`, slug: `rule-of-${name}` });
  server = await startServer();
});

describe.skipIf(missingTextBrowsers.length > 0)("in a terminal", () => {
  test.concurrent.for(textBrowsers)(
    "whoever uses %s joins, reviews, signs out and signs in again",
    async (name, { onTestFinished }) => {
      const person = await openTextBrowser(name, `${server.origin}/products/rule-of-${name}`);
      onTestFinished(person.leave);
      const email = `ana-${name}@example.com`;
      await person.sees("Nobody has reviewed this yet");
      await person.follow("Write a review", "New here?");
      await person.follow("Make an account", "Your name");
      await person.fill("Your name", "Ana", email, "correct horse");
      await person.follow("Make my account", `Review Rule of ${name}`);

      await person.choose("1 star", 4);
      await person.fillLong(2, "To the point.");
      // links scrolls past the word of thanks, to where the review now stands.
      await person.follow("Publish review", "Edit your review");
      expect(await db.review.findFirst({ where: { author: { email } } })).toMatchObject({ rating: 4 });

      await person.follow("Sign out", "You are signed out");
      await person.open(`${server.origin}/account`, "New here?");
      await person.fill("Email", email, "correct horse");
      await person.follow("Sign in", email);
    },
  );

  test.concurrent("an owner with w3m issues a key, adds a tier to a product and uploads a picture", async ({
    onTestFinished,
  }) => {
    const account = {
      email: "ines@example.com",
      name: "Ines",
      passwordHash: await hashPassword("correct horse"),
    };
    await createOwner(account);
    const file = path.join(process.env.DATA_DIR ?? "", "picture.png");
    writeFileSync(file, await pictureBytes());
    const { id: productId, slug } = await createProduct();
    const person = await openTextBrowser("w3m", `${server.origin}/admin/keys`);
    onTestFinished(person.leave);
    await person.sees("New here?");
    await person.fill("Email", account.email, "correct horse");
    await person.follow("Sign in", "Issue key");

    await person.fill("Name", "CI");
    await person.choose("Read products", 1);
    await person.follow("Issue key", "atl_key_");

    await person.open(`${server.origin}/admin/products/${slug}/edit`, "Add a tier");
    await person.follow("Add a tier", "Checkout");
    await person.open(`${server.origin}/admin/products/${slug}/images`, "Upload");
    await person.fill("Pictures[", file);
    // w3m sends a form as soon as its file is named.
    await person.sees("picture is there");
    expect(await db.productImage.count({ where: { productId } })).toBe(1);
  });
});
