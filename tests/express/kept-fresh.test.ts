import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { keyHeaders, signIn } from "../factories/people";
import { pictureBytes } from "../factories/pictures";
import { createCategory, createProduct } from "../factories/shop";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";
import { exchange, madeFor, textOf } from "./exchange";

let server: RunningServer;
let api: ReturnType<typeof program>;
let owner: ReturnType<typeof visitor>;
let customer: ReturnType<typeof visitor>;
let category: { id: string; slug: string };
let product: { id: string; slug: string };
let count = 0;

const read = async (path: string) => textOf(await exchange(server, path));
const everywhere = () => ({
  home: "/",
  shelf: "/products",
  kind: `/products?category=${category.slug}`,
  search: `/products?q=${product.slug}`,
  page: `/products/${product.slug}`,
  list: "/api/products",
  found: `/api/products?q=${product.slug}`,
  detail: `/api/products/${product.id}`,
  sitemap: "/sitemap.xml",
});
const inCatalogue = () => {
  const { sitemap: _sitemap, ...others } = everywhere();
  return others;
};

/** What was begun before a write is not kept, so it takes some asking; where nothing is kept, no asking helps. */
const MOST_TURNS = dialect === "sqlite" ? 50 : 2;

/** Asks until each of these is kept, and proves that it is. */
async function keep(paths: readonly string[]) {
  for (const path of paths) {
    let [before, answer] = ["", madeFor(await exchange(server, path))];
    for (let turn = 0; turn < MOST_TURNS && before !== answer; turn++)
      [before, answer] = [answer, madeFor(await exchange(server, path))];
    expect(before === answer, `${path} is kept`).toBe(dialect === "sqlite");
  }
}

/** What `write` changes is told by the very next answer at each of these addresses. */
async function expectSeen(paths: Record<string, string>, write: () => Promise<unknown>, sign: RegExp) {
  await keep(Object.values(paths));
  await write();
  for (const [name, path] of Object.entries(paths)) {
    expect.soft(sign.test(await read(path)), `${name} tells of ${sign}`).toBe(true);
  }
}

beforeAll(async () => {
  const people = {
    owner: await signIn({ role: "owner", name: "Olga" }),
    customer: await signIn({ name: "Carl" }),
  };
  server = await startServer();
  api = program(server, await keyHeaders());
  owner = visitor(server, people.owner.cookie);
  customer = visitor(server, people.customer.cookie);
});

beforeEach(async () => {
  const name = `Zither${++count}`;
  category = await createCategory({ slug: `kind-${name.toLowerCase()}`, name: `Kind of ${name}` });
  product = await createProduct({
    name,
    slug: name.toLowerCase(),
    category: category.slug,
    priceCents: 1_100,
  });
});

test("a new product stands on every page and in every list at once", async () => {
  const { page: _page, detail: _detail, ...lists } = everywhere();
  const name = `${product.slug} newest`;
  const json = { name, category: category.slug, priceCents: 100, published: true };
  const made = async () => expect((await api("POST", "/api/products", { json })).status).toBe(201);
  await expectSeen(lists, made, new RegExp(`${product.slug}[ -]newest`));
});

test("what a program changes of a product is told by the very next answer", async () => {
  const json = { name: `${product.slug} renamed` };
  const renamed = async () =>
    expect((await api("PATCH", `/api/products/${product.id}`, { json })).status).toBe(200);
  await expectSeen(inCatalogue(), renamed, /renamed/);
});

test("what the owner changes in the back office is told by the very next answer", async () => {
  const renamed = async () => {
    const form = await owner.get(`/admin/products/${product.slug}/edit`);
    expect((await form.submit("Save changes", { name: `${product.slug} by hand` })).status).toBe(200);
  };
  await expectSeen(inCatalogue(), renamed, /by hand/);
});

test("a product that is withdrawn is gone everywhere at once, and back at once", async () => {
  const { kind: _kind, ...paths } = everywhere();
  await keep(Object.values(paths));
  expect((await api("DELETE", `/api/products/${product.id}`)).status).toBe(200);
  for (const path of [paths.page, paths.detail]) expect((await exchange(server, path)).status).toBe(404);
  for (const path of [paths.home, paths.shelf, paths.list, paths.sitemap])
    expect.soft(await read(path), path).not.toContain(`/products/${product.slug}"`);
  await keep([paths.shelf, paths.list]);
  expect((await api("POST", `/api/products/${product.id}/restore`)).status).toBe(200);
  expect((await api("PATCH", `/api/products/${product.id}`, { json: { published: true } })).status).toBe(200);
  for (const path of Object.values(paths)) expect.soft(await read(path), path).toContain(product.slug);
});

test("a category's new name stands wherever it is named", async () => {
  const json = { name: `Sort of ${product.slug}` };
  const renamed = async () =>
    expect((await api("PATCH", `/api/categories/${category.id}`, { json })).status).toBe(200);
  const { found: _found, search: _search, ...paths } = inCatalogue();
  await expectSeen({ ...paths, categories: "/api/categories?limit=100" }, renamed, /Sort of zither/);
});

test("a review, its author's name and its removal show at once", async () => {
  const told = {
    page: `/products/${product.slug}`,
    reviews: `/products/${product.slug}/reviews`,
    detail: `/api/products/${product.id}`,
    list: `/api/products/${product.id}/reviews`,
    included: `/api/products?include=reviews&q=${product.slug}`,
  };
  const written = async () => {
    const form = await customer.get(`/products/${product.slug}/review`);
    expect((await form.submit("Publish review", { rating: "4", body: "Plays by itself" })).status).toBe(200);
  };
  await expectSeen(told, written, /Plays by itself/);
  expect(await read(`/api/products?q=${product.slug}`)).toContain('"count":1');

  const renamed = async () => {
    const page = await (await customer.get("/account")).submit("Save my name", { name: `Carla ${count}` });
    expect(page.status).toBe(200);
  };
  await expectSeen(told, renamed, new RegExp(`Carla ${count}`));

  await keep(Object.values(told));
  const { id } = await db.review.findFirstOrThrow({ where: { productId: product.id } });
  await keep(Object.values(told));
  expect((await api("DELETE", `/api/reviews/${id}`)).status).toBe(200);
  for (const path of Object.values(told))
    expect.soft(await read(path), path).not.toContain("Plays by itself");
});

test("a picture shows at once, and so does what is told of it", async () => {
  const { page, detail } = everywhere();
  const paths = { page, detail, pictures: `/api/products/${product.id}/images` };
  const added = async () => {
    const form = new FormData();
    form.set("alt", "A zither at rest");
    form.set("file", new Blob([new Uint8Array(await pictureBytes())]), "zither.png");
    const answer = await server.fetch(`/api/products/${product.id}/images`, {
      method: "POST",
      headers: await keyHeaders("products:write"),
      body: form,
    });
    expect(answer.status).toBe(201);
  };
  await expectSeen(paths, added, /A zither at rest/);
});

test("how the shop introduces itself changes on every page at once", async () => {
  const introduced = async () => {
    const form = await owner.get("/admin/settings/profile");
    const page = await form.submit("Save introduction", { name: `House ${count}`, headline: "Tools." });
    expect(page.status).toBe(200);
  };
  const { home, shelf, page } = everywhere();
  await expectSeen({ home, shelf, page, docs: "/docs", problems: "/problems" }, introduced, /House \d+/);
});

test("a shop that closes for maintenance is closed at once, and open again at once", async () => {
  const paths = Object.values(everywhere());
  const statuses = () => Promise.all(paths.map(async (path) => (await exchange(server, path)).status));
  const close = async (fields: Record<string, string>) => {
    const page = await (await owner.get("/admin/settings/maintenance")).submit("Save", fields);
    expect(page.status).toBe(200);
  };
  await keep(paths);
  await close({ enabled: "on", message: "Back at noon" });
  expect((await statuses()).filter((status) => status !== 503)).toEqual([200]); // the sitemap stays open
  expect((await owner.get("/products")).status).toBe(200);

  const form = await owner.get("/admin/settings/maintenance");
  form.root.querySelector("input[type=checkbox]")?.removeAttribute("checked");
  expect((await form.submit("Save", { message: "" })).status).toBe(200);
  expect(new Set(await statuses())).toEqual(new Set([200]));
});

test("what another process writes into the database is told by the very next answer", async () => {
  const paths = inCatalogue();
  for (let turn = 0; turn < 3; turn++) {
    const name = `Elsewhere ${turn} ${product.slug}`;
    const written = () =>
      db.product.update({ where: { id: product.id }, data: { name }, select: { id: true } });
    await expectSeen(paths, written, new RegExp(`Elsewhere ${turn}`));
  }
});
