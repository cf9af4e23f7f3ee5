import path from "node:path";
import { db } from "~/db/client.server";
import { lockDataDir } from "~/db/lock.server";
import { migrate } from "~/db/migrate.server";
import { env } from "~/env.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { searchTextOf } from "~/models/product/authoring.server";

const CATEGORIES = 12;
const BATCH = 500;

/** Fills the database of DATA_DIR with published products, names one of them, and issues a key that may write. */
export async function fill(count: number) {
  const unlock = await lockDataDir(env.DATA_DIR);
  await migrate(path.resolve("prisma"));
  const categories = await db.category.createManyAndReturn({
    data: Array.from({ length: CATEGORIES }, (_, n) => ({ slug: `bench-${n}`, name: `Bench ${n}` })),
  });
  for (let start = 0; start < count; start += BATCH) {
    await db.product.createMany({
      data: Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) =>
        product(start + offset, categories),
      ),
    });
  }
  await furnish();
  const one = await db.product.findFirstOrThrow({
    orderBy: { createdAt: "desc" },
    select: { id: true, slug: true },
  });
  const { token } = await issueApiKey({ name: "bench", scopes: ["products:write"] }, { actor: null });
  await db.$disconnect();
  await unlock();
  return { ...one, token };
}

/** What hangs on the newest products. */
async function furnish() {
  const products = await db.product.findMany({
    orderBy: { createdAt: "desc" },
    select: { id: true },
    take: 100,
  });
  const { id: authorId } = await db.user.create({
    data: { name: "Bench", email: "bench@example.com", role: "customer" },
  });
  await db.priceTier.createMany({
    data: products.flatMap(({ id: productId }) =>
      ["Solo", "Team"].map((name, position) => ({
        productId,
        name,
        position,
        priceCents: 1_000 * (position + 1),
      })),
    ),
  });
  await db.review.createMany({
    data: products.map(({ id: productId }) => ({
      productId,
      authorId,
      rating: 5,
      body: "It does what it says.",
    })),
  });
}

function product(number: number, categories: { id: string }[]) {
  const name = `Bench product ${number}`;
  const summary = "A tool that does one thing, does it well, and says so in one plain sentence.";
  return {
    name,
    summary,
    slug: `bench-product-${number}`,
    sku: `BENCH-${number}`,
    description: "It reads what you give it.\n\nIt writes what you asked for.",
    priceCents: (number % 90) * 100,
    searchText: searchTextOf({ name, summary }),
    published: true,
    publishedAt: new Date(),
    createdAt: new Date(Date.now() - number * 60_000),
    categoryId: categories[number % CATEGORIES]?.id ?? "",
  };
}
