import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createUser } from "../../factories/people";
import { type RunningServer, startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

let server: RunningServer;

// A page whose table is gone fails as a bug would.
beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
  await db.$executeRawUnsafe('ALTER TABLE "OneTimeLink" RENAME TO "Elsewhere"');
});

afterAll(async () => {
  await db.$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "OneTimeLink"');
});

test("a mistake of ours is a page in the frame of the shop with an id, and nothing of the mistake", async () => {
  const page = await visitor(server).get("/sign-in?token=secret-token");

  expect(page.status).toBe(500);
  expect(page.root.querySelector("nav[aria-label=Main]")?.text).toContain("Products");
  const id = page.root.querySelector("#request-id")?.text;
  expect(id).toBe(page.response.headers.get("X-Request-Id"));
  expect(page.html).not.toMatch(/OneTimeLink|prisma|node_modules|at async/i);
});

test("the log knows the mistake by that id, and not the token in the address", async () => {
  const page = await visitor(server).get("/sign-in?token=secret-token");
  const id = page.response.headers.get("X-Request-Id") ?? "no id";

  const line = server
    .output()
    .split("\n")
    .find((one) => one.includes(id) && one.includes("request failed"));

  expect(line).toContain("OneTimeLink");
  expect(server.output()).not.toContain("secret-token");
});

test("scripts learn of a mistake by its status alone", async () => {
  const answer = await server.fetch("/sign-in.data?token=x");

  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toMatch(/OneTimeLink|prisma|node_modules/i);
});
