import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { writeReview } from "~/models/review/writing.server";
import { keyHeaders, signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

type Row = { id: string; rating?: number; name?: string };
type List = { data: Row[]; pagination: { next: string | null; prev: string | null; total?: number } };

let api: ReturnType<typeof program>;
let productId: string;

beforeAll(async () => {
  const names = ["Zither", "Anvil", "Lathe", "Mallet", "Easel", "Plane", "Gouge"];
  for (const [at, name] of names.entries()) {
    const { id } = await createCategory({ name });
    await db.category.update({ where: { id }, data: { position: at % 3 } });
  }
  const { slug: category } = await db.category.findFirstOrThrow({ select: { slug: true } });
  productId = (await createProduct({ category })).id;
  for (const rating of [5, 1, 4, 5, 2, 4, 5]) {
    const { user } = await signIn();
    await writeReview(productId, { rating, body: "As said." }, { actor: user.id });
  }
  // Several at one moment: the id has to decide.
  await db.review.updateMany({ where: { rating: { gte: 4 } }, data: { createdAt: new Date("2026-01-01") } });
  api = program(await startServer(), await keyHeaders("reviews:read"));
});

const ask = async (address: string) => (await api("GET", address)).json as unknown as List;

const lists = () => [
  "/api/reviews?",
  "/api/reviews?sort=rating&",
  "/api/reviews?filter[rating]=4,5&sort=-rating,createdAt&",
  `/api/reviews?filter[product]=${productId}&`,
  `/api/products/${productId}/reviews?`,
  `/api/products/${productId}/reviews?sort=-rating&filter[rating]=2,5&`,
  "/api/categories?",
  "/api/categories?sort=-name&",
  "/api/categories?sort=-createdAt&",
];

test.each([...Array(9).keys()])(
  "list %i is walked by cursor there and back, as it stands on one page",
  async (at) => {
    const list = lists()[at] ?? "";
    const whole = (await ask(`${list}limit=100`)).data.map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(3);

    const there: string[] = [];
    const places: (string | null)[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const part: List = await ask(`${list}limit=2${cursor && `&cursor=${cursor}`}`);
      there.push(...part.data.map(({ id }) => id));
      places.push(part.pagination.prev);
      cursor = part.pagination.next;
    }
    const last: string | null = places.at(-1) ?? null;
    const before = await ask(`${list}limit=100&cursor=${last}`);

    expect(there).toEqual(whole);
    expect(before.data.map(({ id }) => id)).toEqual(whole.slice(0, before.data.length));
    expect(before.data.length).toBeGreaterThanOrEqual(whole.length - 2);
    expect(before.pagination.prev).toBeNull();
  },
);

test("a review that comes in between is neither told twice nor pushes another out of sight", async () => {
  const first = await ask("/api/reviews?limit=3");
  const { user } = await signIn();
  await writeReview(productId, { rating: 3, body: "Late." }, { actor: user.id });

  const second = await ask(`/api/reviews?limit=100&cursor=${first.pagination.next}`);

  expect(first.data.length + second.data.length).toBe(7);
  await db.review.deleteMany({ where: { authorId: user.id } });
});

test("uncounted lists leave the total out", async () => {
  for (const list of ["/api/reviews", "/api/categories", `/api/products/${productId}/reviews`]) {
    expect((await ask(`${list}?total=none`)).pagination, list).not.toHaveProperty("total");
    expect((await ask(list)).pagination.total, list).toBe(7);
  }
});

test("a cursor of one list is none of another, nor of the same in another order", async () => {
  const { next } = (await ask("/api/reviews?limit=2")).pagination;
  for (const address of [
    "/api/categories?",
    "/api/reviews?sort=rating&",
    `/api/products/${productId}/reviews?`,
    "/api/reviews?filter[rating]=5&",
  ])
    expectProblem(await api("GET", `${address}limit=2&cursor=${next}`), 400);
});
