import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { withdrawReview, writeReview } from "~/models/review/writing.server";
import { createUser, keyHeaders, signIn } from "../factories/people";
import { createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";

let server: RunningServer;
let api: ReturnType<typeof program>;
let reader: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;

type Out = { id: string; rating: number; takenDownAt: string | null };
const list = async (query = "") =>
  ((await reader("GET", `/api/reviews${query}`)).json.data as Out[]).map(({ id }) => id);
const ratingOf = (id: string) =>
  db.product.findUniqueOrThrow({
    where: { id },
    select: { ratingSum: true, ratingCount: true, version: true },
  });

async function review(rating = 4, product?: { id: string }) {
  const about = product ?? (await createProduct());
  const author = await createUser({ name: "Ana Lind" });
  const { id } = await writeReview(about.id, { rating, body: "As said." }, { actor: author.id });
  return { id, product: about, author };
}

beforeAll(async () => {
  server = await startServer();
  api = program(server, await keyHeaders("reviews:write"));
  reader = program(server, await keyHeaders("reviews:read"));
  anonymous = program(server, await keyHeaders("products:write"));
});

beforeEach(async () => {
  await db.review.deleteMany();
});

test("all reviews are in one list, newest first, with the product each is about and nothing of an author but the name", async () => {
  const first = await review(4);
  const draft = await createProduct();
  const second = await review(2, draft);
  await db.product.update({ where: { id: draft.id }, data: { published: false } });

  const answer = await reader("GET", "/api/reviews");

  expect(answer.json.pagination).toEqual({ page: 1, limit: 20, total: 2, pages: 1, next: null, prev: null });
  expect((answer.json.data as object[])[0]).toEqual({
    id: second.id,
    rating: 2,
    body: "As said.",
    author: "Ana Lind",
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
    version: 1,
    product: { id: draft.id, slug: draft.slug, name: draft.name },
    takenDownAt: null,
  });
  expect(answer.text).not.toContain(first.author.email);
  expect(answer.text).not.toContain(first.author.id);
  const one = await reader("GET", `/api/reviews/${first.id}`);
  expect(one.json.data).toEqual((answer.json.data as object[])[1]);
});

test("the list is narrowed by product, stars and whether it was taken down", async () => {
  const [one, five] = [await review(1), await review(5)];
  const down = await review(1);
  await api("DELETE", `/api/reviews/${down.id}`);

  expect(await list(`?filter[product]=${one.product.id}`)).toEqual([one.id]);
  expect(await list("?filter[rating]=5")).toEqual([five.id]);
  expect(await list("?filter[rating]=1,5")).toEqual([five.id, one.id]);
  expect(await list("?filter[takenDown]=true")).toEqual([down.id]);
  expect(await list("?filter[takenDown]=true&filter[rating]=5")).toEqual([]);
  expect(await list("?limit=1&page=2")).toEqual([one.id]);
});

test.each([
  "filter[rating]=6",
  "filter[rating]=1,",
  "filter[product]=x",
  "filter[takenDown]=1",
  "filter[body]=x",
  "q=x",
  "page=0",
])("%s is no way to ask for reviews", async (query) => {
  const answer = await reader("GET", `/api/reviews?${query}`);

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual([query.split("=")[0]]);
});

test("what was taken down leaves the product and its rating, and comes back whole", async () => {
  const { id, product } = await review(2);
  await review(4, product);

  const down = await api("DELETE", `/api/reviews/${id}`);

  expect(down.json).toEqual({ message: "Deleted" });
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 4, ratingCount: 1, version: 1 });
  const read = await anonymous("GET", `/api/products/${product.id}/reviews`);
  expect((read.json.data as Out[]).map((one) => one.id)).not.toContain(id);
  expectProblem(await api("DELETE", `/api/reviews/${id}`), 404, "Review not found");
  const kept = await reader("GET", `/api/reviews/${id}`);
  expect(kept.json.data).toMatchObject({ version: 2, takenDownAt: expect.stringMatching(/Z$/) });

  const back = await api("POST", `/api/reviews/${id}/restore`);

  expect(back.json.data).toMatchObject({ id, version: 3, takenDownAt: null });
  expect(await ratingOf(product.id)).toEqual({ ratingSum: 6, ratingCount: 2, version: 1 });
  expectProblem(await api("POST", `/api/reviews/${id}/restore`), 404);
  const events = await db.event.findMany({ where: { subject: id }, orderBy: { seq: "asc" } });
  expect(events.map(({ type }) => type)).toEqual(["review.created", "review.withdrawn", "review.restored"]);
});

test("its author reads that it was taken down, and cannot write another meanwhile", async () => {
  const product = await createProduct();
  const { user, cookie } = await signIn({ name: "Ben" });
  const { id } = await writeReview(product.id, { rating: 1, body: "Nonsense." }, { actor: user.id });
  const browser = visitor(server, cookie);
  const form = `/products/${product.slug}/review`;
  const before = await browser.get(form);

  await api("DELETE", `/api/reviews/${id}`);

  const page = await browser.get(form);
  expect(page.text).toContain("Your review was taken down");
  expect(page.root.querySelector("main textarea")).toBeNull();
  const late = await before.submit("Save changes", { body: "Again nonsense." });
  expect(late.status).toBeGreaterThanOrEqual(400);
  const attempt = writeReview(product.id, { rating: 1, body: "Once more." }, { actor: user.id });
  await expect(attempt).rejects.toMatchObject({ code: "conflict" });
  expect(await ratingOf(product.id)).toMatchObject({ ratingCount: 0, ratingSum: 0 });

  await api("POST", `/api/reviews/${id}/restore`);
  expect((await browser.get(form)).text).toContain("Edit your review");
});

test("what its author took back, and what is about a product in the trash, is gone", async () => {
  const own = await review();
  await withdrawReview({ id: own.id, version: 1 }, { actor: own.author.id });
  const trashed = await review();
  await anonymous("DELETE", `/api/products/${trashed.product.id}`);

  for (const { id } of [own, trashed]) {
    expectProblem(await reader("GET", `/api/reviews/${id}`), 404, "Review not found");
    expectProblem(await api("DELETE", `/api/reviews/${id}`), 404, "Review not found");
    expectProblem(await api("POST", `/api/reviews/${id}/restore`), 404);
  }
  expect(await list()).toEqual([]);
  expect(await list("?filter[takenDown]=true")).toEqual([]);
});

test("who takes a review down names the version they have read", async () => {
  const { id } = await review();
  const tag = (await reader("GET", `/api/reviews/${id}`)).headers.get("ETag") ?? "";
  await db.review.update({ where: { id }, data: { version: 2, body: "Meanwhile friendlier." } });

  expectProblem(await api("DELETE", `/api/reviews/${id}`, { headers: { "If-Match": tag } }), 412);
  const answers = await Promise.all(
    [1, 2, 3].map(() => api("DELETE", `/api/reviews/${id}`, { headers: { "If-Match": '"2.x"' } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  expect(await db.event.count({ where: { subject: id, type: "review.withdrawn" } })).toBe(1);
});

test("reviews are read and judged with keys that may", async () => {
  const { id } = await review();
  const nobody = program(server);

  for (const [method, address] of [
    ["GET", "/api/reviews"],
    ["GET", `/api/reviews/${id}`],
    ["DELETE", `/api/reviews/${id}`],
    ["POST", `/api/reviews/${id}/restore`],
  ] as const) {
    expectProblem(await nobody(method, address), 401, "Unauthorized");
    expectProblem(await anonymous(method, address), 403);
    if (method !== "GET") expectProblem(await reader(method, address), 403);
  }
  expect(await db.review.findUnique({ where: { id } })).toMatchObject({ deletedAt: null, version: 1 });
});
