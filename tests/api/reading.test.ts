import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { archiveProduct } from "~/models/product/archival.server";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

const LISTED = [
  ..."id sku slug name summary description priceCents currency published publishedAt createdAt".split(" "),
  ..."updatedAt version release releasedAt runsOn category images rating".split(" "),
].sort();
const DETAILED = [...LISTED, "tiers", "reviews", "links"].sort();

type Out = { id: string; name: string; images: { url: string }[]; reviews: { id: string; rating: number }[] };
type List = { data: Out[]; pagination: Record<string, number | string | null> };

let api: ReturnType<typeof program>;
let category: { id: string; slug: string; name: string };
let reader: Record<string, string>;
let writer: Record<string, string>;

const list = async (query = "") => (await api("GET", `/api/products${query}`)).json as unknown as List;

beforeAll(async () => {
  category = await createCategory({ slug: "tools", name: "Tools" });
  for (let count = 1; count <= 25; count++) await createProduct({ name: `Tool ${count}`, category: "tools" });
  reader = await keyHeaders("products:read");
  writer = await keyHeaders("products:write");
  api = program(await startServer());
});

test("the list shows twenty products at a time, newest first, and how many there are", async () => {
  const answer = await api("GET", "/api/products");

  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
  const { data, pagination } = answer.json as unknown as List;
  expect(pagination).toEqual({
    page: 1,
    limit: 20,
    total: 25,
    pages: 2,
    next: expect.any(String),
    prev: null,
  });
  expect(data.map(({ name }) => name).slice(0, 3)).toEqual(["Tool 25", "Tool 24", "Tool 23"]);
  expect(data[0]).toMatchObject({ category, images: [], rating: { average: null, count: 0 } });
});

test("the pages of a list never overlap and leave nothing out, even of products made in the same moment", async () => {
  const same = await createCategory({ slug: "same-moment" });
  for (let count = 0; count < 9; count++) await createProduct({ category: same.slug });
  await db.product.updateMany({ where: { categoryId: same.id }, data: { createdAt: new Date(0) } });

  const pages = await Promise.all(
    [1, 2, 3].map((page) => list(`?category=same-moment&limit=3&page=${page}`)),
  );

  const ids = pages.flatMap(({ data }) => data.map(({ id }) => id));
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
  expect(ids).toHaveLength(9);
  await db.product.deleteMany({ where: { categoryId: same.id } });
});

test.each([
  "limit=0",
  "limit=-1",
  "limit=101",
  "limit=1e2",
  "limit=2.5",
  "limit=",
  "page=0",
  "page=-1",
  "page=x",
])("a list asked for with %s is refused, and the parameter is named", async (query) => {
  const answer = await api("GET", `/api/products?${query}`);

  expectProblem(answer, 400);
  expect(answer.json.errors).toEqual([
    { path: query.split("=")[0], message: expect.stringMatching(/or more|1 to 100/) },
  ]);
});

test("a page after the last is empty, not an error, however far", async () => {
  for (const page of [3, 999_999_999]) {
    expect(await list(`?page=${page}`)).toEqual({
      data: [],
      pagination: { page, limit: 20, total: 25, pages: 2, next: null, prev: null },
    });
  }
});

test("a category that does not exist has no products", async () => {
  expect(await list("?category=nothing")).toMatchObject({ data: [], pagination: { total: 0, pages: 0 } });
});

test("a parameter that no list has is refused, and so is one that comes twice", async () => {
  expectProblem(await api("GET", "/api/products?colour=red"), 400);
  expectProblem(await api("GET", "/api/products?page=1&page=2"), 400);
  expectProblem(await api("GET", "/api/products?category[contains]="), 400);
});

test("only declared members leave", async () => {
  const { data } = await list("?limit=1");
  const detail = (await api("GET", `/api/products/${data[0]?.id}`)).json.data;

  expect(Object.keys(data[0] ?? {}).sort()).toEqual(LISTED);
  expect(Object.keys(detail ?? {}).sort()).toEqual(DETAILED);
});

test("drafts and what lies in the trash are in no list, and no stranger reads them by id", async () => {
  const draft = await createProduct({ name: "Draft", category: "tools", published: false });
  const trashed = await createProduct({ name: "Trashed", category: "tools" });
  await archiveProduct({ id: trashed.id }, { actor: "test" });

  expect((await list("?limit=100")).pagination.total).toBe(25);
  for (const suffix of ["", "/reviews"]) {
    for (const headers of [{}, reader]) {
      expectProblem(
        await api("GET", `/api/products/${draft.id}${suffix}`, { headers }),
        404,
        "Product not found",
      );
    }
    expect((await api("GET", `/api/products/${draft.id}${suffix}`, { headers: writer })).status).toBe(200);
    const gone = await api("GET", `/api/products/${trashed.id}${suffix}`, { headers: writer });
    expectProblem(gone, 404, "Product not found");
  }
});

test("the detail has tiers, every picture and the newest twenty reviews, and links to the rest", async () => {
  const product = await createProduct({
    tiers: [{ name: "Team", priceCents: 9_900, checkoutUrl: "https://pay.example/team" }],
  });
  for (let count = 1; count <= 23; count++) await review(product.id, count);
  await db.review.updateMany({ where: { body: "Review 23" }, data: { deletedAt: new Date() } });
  const picture = { alt: "The window", width: 1_600, height: 900, widths: "400,1600" };
  for (const file of ["first", "second"]) {
    await db.productImage.create({ data: { ...picture, file, productId: product.id } });
  }

  const { data } = (await api("GET", `/api/products/${product.id}`)).json as unknown as { data: Out };

  expect(data).toMatchObject({
    tiers: [{ name: "Team", priceCents: 9_900, checkoutUrl: "https://pay.example/team" }],
    images: [{ url: "/pictures/first-1600.webp", alt: "The window", width: 1_600, height: 900 }, {}],
    links: { reviews: `/api/products/${product.id}/reviews` },
  });
  expect(data.reviews).toHaveLength(20);
  expect(data.reviews[0]).toEqual({
    id: expect.any(String),
    rating: 5,
    body: "Review 22",
    author: "Ana",
    createdAt: "2026-01-22T00:00:00.000Z",
  });
});

test("all reviews can be paged through, newest first", async () => {
  const product = await createProduct();
  for (let count = 1; count <= 5; count++) await review(product.id, count);

  const second = await api("GET", `/api/products/${product.id}/reviews?limit=2&page=2`);

  expect(second.json).toMatchObject({
    data: [{ body: "Review 3" }, { body: "Review 2" }],
    pagination: { page: 2, limit: 2, total: 5, pages: 3 },
  });
  expectProblem(await api("GET", `/api/products/${product.id}/reviews?limit=0`), 400);
});

test.each(["1", "x", "undefined", "null", "%00", "00000000-0000-7000-8000-000000000000", "a".repeat(5_000)])(
  "the id %s is nobody's",
  async (id) => {
    const answer = await api("GET", `/api/products/${id}`);

    expectProblem(answer, id === "%00" ? 400 : 404);
  },
);

test("HEAD answers as GET does, without a body", async () => {
  const head = await api("HEAD", "/api/products");

  expect(head.status).toBe(200);
  expect(head.headers.get("Content-Type")).toMatch(/^application\/json/);
  expect(head.text).toBe("");
});

async function review(productId: string, day: number) {
  const author = await createUser();
  const createdAt = new Date(Date.UTC(2026, 0, day));
  await db.review.create({
    data: { productId, authorId: author.id, rating: 5, body: `Review ${day}`, createdAt },
  });
}

test("what a key is answered is kept by no cache that others share, and what everybody is answered may be", async () => {
  const drafts = "/api/products?filter[published]=false";
  const answer = await api("GET", drafts, { headers: writer });
  const again = await api("GET", drafts, {
    headers: { ...writer, "If-None-Match": answer.headers.get("ETag") ?? "" },
  });
  expect([answer.status, again.status]).toEqual([200, 304]);
  expect(answer.headers.get("Cache-Control")).toBe("private, no-cache");
  expect(again.headers.get("Cache-Control")).toBe("private, no-cache");
  expect((await api("GET", "/api/products")).headers.has("Cache-Control")).toBe(false);
});
