import { beforeAll, expect, test } from "vitest";
import { signIn } from "../factories/people";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  cookie = (await signIn({ role: "owner" })).cookie;
  server = await startServer();
});

bothWays(({ word, enter }) => {
  test("a key is shown once, opens the API, and opens nothing after it is revoked", async () => {
    const owner = await enter(server, { cookie });
    const name = `Shop window ${word}`;
    await owner.visit("/admin/keys");
    await owner.fill({ Name: name });
    await owner.page.getByLabel("Write products").check();
    await owner.press("Issue key");
    await owner.sees(`The key for ${name} is ready`);
    const key = await owner.page.getByLabel("Key", { exact: true }).inputValue();
    expect(await owner.barriers()).toEqual([]);
    expect(await withKey(key)).toBe(400);

    await owner.visit("/admin/keys");
    await owner.sees(name);
    expect(await owner.page.content()).not.toContain(key);

    await owner.follow(`Revoke ${name}`);
    await owner.press("Revoke it");
    await owner.sees("The key is revoked.");
    expect(await withKey(key)).toBe(401);
  });

  test("the secret of an endpoint is shown once, and an address behind it that nobody may call is refused", async () => {
    const owner = await enter(server, { cookie });
    await owner.visit("/admin/webhooks/new");
    const create = async (address: string) => {
      await owner.fill({ Address: address });
      await owner.page.getByLabel("Everything").check();
      return owner.press("Create endpoint");
    };

    await create(`https://hooks.example/${word}`);
    await owner.sees("The endpoint is there");
    owner.forgive(400);
    expect(await create("https://169.254.169.254/")).toBe(400);

    await owner.sees("169.254.169.254 is not an address of the public internet");
    expect(await owner.page.content()).not.toContain("whsec_");
    expect(await owner.field("Address").inputValue()).toBe("https://169.254.169.254/");
  });

  test("a key that may nothing is refused, and what was typed stays", async () => {
    const owner = await enter(server, { cookie });
    await owner.visit("/admin/keys");
    await owner.fill({ Name: `Nothing ${word}` });

    expect(await owner.press("Issue key")).toBe(400);

    expect(await owner.field("Name").inputValue()).toBe(`Nothing ${word}`);
    expect(await owner.page.getByRole("alert").isVisible()).toBe(true);
  });
});

/** What a program with this key is answered to a product that lacks everything. */
async function withKey(key: string) {
  const headers = { "x-api-key": key, "Content-Type": "application/json" };
  const answer = await server.fetch("/api/products", { method: "POST", headers, body: "{}" });
  return answer.status;
}
