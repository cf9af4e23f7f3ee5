import { copyFileSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { findLiveApiKey } from "~/models/api-key/verification.server";
import { createUser } from "../factories/people";
import { type } from "./terminal";

const fixtures = path.resolve(import.meta.dirname, "../fixtures");
const folder = () => mkdtempSync(path.join(process.env.DATA_DIR ?? "", "files-"));

beforeEach(async () => {
  await db.product.deleteMany();
  await db.category.deleteMany();
});

test("a key is printed once, alone on standard output, and opens the door it was made for", async () => {
  const { exitCode, out, err } = await type(["key", "ci", "products:write,system:read"]);

  expect({ exitCode, err }).toEqual({ exitCode: 0, err: expect.stringContaining("shown only now") });
  expect(out).toMatch(/^atl_key_\w+\n$/);
  expect(await findLiveApiKey(out.trim())).toMatchObject({
    name: "ci",
    scopes: ["products:write", "system:read"],
  });
});

test("a scope that does not exist is answered with those that do", async () => {
  for (const words of [["ci", "bogus"], ["ci", "products:write,bogus"], ["ci"], [], ["", "products:read"]]) {
    const { exitCode, out, err } = await type(["key", ...words]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(err).toContain("npm run key -- <name> <scope,scope>");
    if (words[1] !== "products:read")
      expect(err).toMatch(words[0] ? /products:read, products:write/ : /name/);
  }
  expect(await db.apiKey.count({ where: { name: { not: "ci" } } })).toBe(0);
});

test("an import makes the categories of the categories.csv beside it and tells each bad row by its line", async () => {
  const { exitCode, out } = await type(["import", "catalogue-broken.csv"], { env: { INIT_CWD: fixtures } });

  expect(exitCode).toBe(1);
  expect(out).toContain("line 10: unknown category no-such-category (bad-cat)\n");
  expect(out).toContain("line 20: 2 columns where the first line has 9 (no sku)\n");
  expect(out).toContain("19 rows: 6 created, 0 updated, 0 unchanged, 13 refused.\n");
  expect(await db.product.count()).toBe(6);
  expect(await db.category.count()).toBe(12);
});

test("without a categories.csv a category must exist, and the command says what to do", async () => {
  const file = path.join(folder(), "catalogue.csv");
  copyFileSync(path.join(fixtures, "catalogue-broken.csv"), file);

  const { exitCode, out } = await type(["import", file]);

  expect(exitCode).toBe(1);
  expect(out).toContain("The shop has no category testing (7), no-such-category (1). To make categories,");
  expect(await db.category.count()).toBe(0);

  const named = await type(["import", file, "--categories", path.join(fixtures, "categories.csv")]);
  expect(named.out).toContain("6 created");
});

test("a dry run tells what would happen and leaves the shop as it is", async () => {
  const { exitCode, out } = await type(["import", path.join(fixtures, "catalogue.csv"), "--dry-run"]);

  expect(exitCode).toBe(0);
  expect(out).toContain("Categories would be made: testing,");
  expect(out).toContain("2160 rows: 2160 would be created, 0 would be updated, 0 unchanged, 0 refused.");
  expect(await db.product.count()).toBe(0);
  expect(await db.category.count()).toBe(0);
});

test("what cannot be read is one sentence and no stack", async () => {
  const place = folder();
  writeFileSync(path.join(place, "latin1.csv"), Buffer.from([0x6e, 0xe9]));
  writeFileSync(path.join(place, "categories.csv"), "slug,name\nBad Slug,x\n");
  const tries: [string[], RegExp, Record<string, string>?][] = [
    [["import"], /^Name one CSV file/],
    [["import", "a.csv", "b.csv"], /^Name one CSV file/],
    [["import", "/nowhere.csv"], /^There is no file \/nowhere\.csv/],
    [["import", "a.csv", "--now"], /--now[\s\S]*Usage/],
    [["import", path.join(place, "latin1.csv")], /categories\.csv, line 2: Use lower case/],
    [
      ["import", path.join(place, "latin1.csv"), "--categories", path.join(fixtures, "categories.csv")],
      /not UTF-8/,
    ],
    [["nonsense"], /^There is no command nonsense/],
    [["cron-secret"], /PORT must be/, { PORT: "many" }],
    [["cron-secret"], /DATABASE_URL cannot be used/, { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/x" }],
    [["cron-secret"], /CRON_SECRET is empty/, { CRON_SECRET: "" }],
    [["owner", "nobody@example.com"], /No owner has the email/],
  ];
  for (const [words, message, env] of tries) {
    const { exitCode, out, err } = await type(words, { env });
    expect({ words, exitCode, out }).toEqual({ words, exitCode: 1, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  }
});

test("the cron secrets are printed one a line", async () => {
  expect((await type(["cron-secret"], { env: { CRON_SECRET: "one,two" } })).out).toBe("one\ntwo\n");
  expect((await type(["cron-secret"])).out).toMatch(/^[\w-]{43}\n$/);
});

test("a locked-out owner gets a link that signs in once", async () => {
  const { email } = await createUser({ role: "owner", email: "owner@example.com" });

  const { exitCode, out } = await type(["owner", email], { env: { PUBLIC_URL: "https://shop.example" } });

  expect(exitCode).toBe(0);
  expect(out).toMatch(/^https:\/\/shop\.example\/sign-in\?token=\S+\n$/);
  expect(await db.oneTimeLink.count({ where: { purpose: "sign-in", usedAt: null } })).toBe(1);
});

test("commands typed at the same moment all get their turn", async () => {
  const answers = await Promise.all(
    ["one", "two", "three"].map((name) => type(["key", name, "products:read"])),
  );

  expect(answers.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(new Set(answers.map(({ out }) => out)).size).toBe(3);
  expect(existsSync(path.join(process.env.DATA_DIR ?? "", "control.sock"))).toBe(false);
});
