import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { startServer } from "../../setup/server";
import { expectRefused, visitor } from "../../setup/visitor";

const owner = await signIn({ role: "owner" });
const editor = await signIn({ role: "editor" });
const customer = await signIn();
const { slug } = await createProduct();
const server = await startServer();

const none = "00000000-0000-7000-8000-000000000000";
const forEditors = [
  "/admin",
  "/admin/products",
  "/admin/products/new",
  `/admin/products/${slug}/edit`,
  `/admin/products/${slug}/publication`,
  `/admin/products/${slug}/unpublication`,
  `/admin/products/${slug}/archival`,
  `/admin/products/${slug}/images`,
  "/admin/categories",
  "/admin/trash",
];
const forOwners = [
  "/admin/keys",
  "/admin/webhooks",
  "/admin/webhooks/new",
  "/admin/webhooks/bench",
  "/admin/webhooks/sources",
  "/admin/devices",
  "/admin/settings",
  "/admin/settings/profile",
  "/admin/settings/maintenance",
  "/admin/settings/features",
  "/admin/sample/removal",
];
const get = async (path: string, cookie = "") =>
  (await server.fetch(path, { headers: cookie ? { Cookie: cookie } : {} })).status;

test("the back office is for owner and editors, keys and settings for the owner alone", async () => {
  for (const path of [...forEditors, ...forOwners]) {
    expect(await get(path), path).toBe(303);
    expect(await get(path, customer.cookie), path).toBe(403);
    expect(await get(path, owner.cookie), path).toBe(path === "/admin" ? 302 : 200);
  }
  for (const path of forEditors) expect(await get(path, editor.cookie), path).toBeLessThan(400);
  for (const path of forOwners) expect(await get(path, editor.cookie), path).toBe(403);
});

test("asking for the data of a page alone is guarded the same", async () => {
  for (const path of [...forEditors.slice(1), ...forOwners]) {
    const answer = await server.fetch(`${path}.data`, { headers: { Cookie: customer.cookie } });
    expect(await answer.text(), path).not.toContain("token");
  }
});

test("posting without the right role changes nothing, whatever the form says", async () => {
  const actions = [
    ...forEditors.slice(2),
    ...forOwners,
    `/admin/trash/${none}/restoration`,
    `/admin/keys/${none}/revocation`,
    `/admin/categories/${none}/removal`,
    `/admin/settings/features/${none}/removal`,
    `/admin/products/${slug}/images/${none}/removal`,
  ];
  const events = await db.event.count();
  for (const path of actions) {
    const sent = { method: "POST", body: new URLSearchParams({ name: "x" }) };
    const headers = { Origin: server.origin, Cookie: customer.cookie };
    const answer = await server.fetch(path, { ...sent, headers });
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    const asOwner = await server.fetch(path, { ...sent, headers: { ...headers, Cookie: owner.cookie } });
    expect(asOwner.status, `${path} without a token`).toBeGreaterThanOrEqual(400);
  }
  expect(await db.event.count()).toBe(events);
});

test("no page of the back office is kept by anybody's cache", async () => {
  const answer = await server.fetch("/admin/products", { headers: { Cookie: owner.cookie } });
  expect(answer.headers.get("Cache-Control")).toBe("no-store, no-cache");
});

test("ids and addresses that cannot be are not found", async () => {
  const paths = [
    `/admin/trash/${none}/restoration`,
    "/admin/trash/1/restoration",
    `/admin/keys/${none}/revocation`,
    "/admin/keys/..%2f/revocation",
    "/admin/settings/features/%00/edit",
    "/admin/products/no-such/edit",
    "/admin/products/%00/edit",
    "/admin/products/%ED%A0%80/images",
  ];
  for (const path of paths) {
    const status = await get(path, owner.cookie);
    expect(status, path).toBeGreaterThanOrEqual(400);
    expect(status, path).toBeLessThan(500);
  }
});

test("a key is shown once, works at once and is refused at once", async () => {
  const person = visitor(server, owner.cookie);
  const page = await (await person.get("/admin/keys")).submit("Issue key", {
    name: "CI",
    scopes: "products:write",
    lives: "30",
  });
  const token = page.root.querySelector("textarea")?.textContent.trim() ?? "";
  expect(token).toMatch(/^atl_key_/);
  const write = () => server.fetch("/api/products", { method: "POST", headers: { "x-api-key": token } });
  expect((await write()).status).toBe(415);
  expect((await person.get("/admin/keys")).html).not.toContain(token);

  const { id } = await db.apiKey.findFirstOrThrow({ where: { name: "CI" } });
  await (await person.get(`/admin/keys/${id}/revocation`)).submit("Revoke it");

  expect((await write()).status).toBe(401);
});

test("a key without a scope or a name is refused, and so is a scope that does not exist", async () => {
  const person = visitor(server, owner.cookie);
  const faults: Record<string, string>[] = [
    { name: "x" },
    { name: "", scopes: "products:read" },
    { name: "x", scopes: "everything" },
  ];
  for (const fields of faults) {
    const page = await (await person.get("/admin/keys")).submit("Issue key", fields);
    expectRefused(page, JSON.stringify(fields));
  }
  expect(await db.apiKey.count({ where: { name: "x" } })).toBe(0);
});

test("the owner changes the introduction, closes and opens the shop, and adds a feature", async () => {
  const person = visitor(server, owner.cookie);
  let page = await (await person.get("/admin/settings/profile")).submit("Save introduction", {
    name: "Ines Moreau",
    headline: "Tools.",
  });
  expect(page.text).toContain("Tools.");
  page = await (await person.get("/admin/settings/maintenance")).submit("Save", {
    enabled: "on",
    message: "Back at noon",
  });
  expect(page.text).toContain("Closed for maintenance");
  page = await (await person.get("/admin/settings/features")).submit("Add feature", {
    name: "feature_x",
    public: "on",
  });
  expect(page.text).toContain("feature_x is there");

  const late = await person.get("/admin/settings/maintenance");
  await (await person.get("/admin/settings/maintenance")).submit("Save", { message: "Back at one" });
  const answer = await late.submit("Save", { message: "Never" });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain("Back at one");
});
