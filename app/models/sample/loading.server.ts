import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { picturesFolder } from "~/models/image/store.server";
import { change, record } from "~/models/outbox/change.server";
import { searchTextOf } from "~/models/product/authoring.server";
import { setSiteProfile } from "~/models/site/profile.server";
import { type SampleProduct, SampleShop } from "./shop";

/** The files of the sample's pictures carry this, so that nobody's own can have the same name. */
const PICTURE_PREFIX = "sample-";
const WIDTHS = "400,800,1600";
const SIZE = { width: 1600, height: 1000 };
const DAY_MS = 86_400_000;
const CUSTOMERS_SINCE_DAYS = 1_200;

type Ids = ReadonlyMap<string, string>;

/**
 * Fills a database without people, categories and products with the sample shop of `folder`, in one change, so that a kill
 * leaves all of it or nothing. Its rows are marked as sample; its customers have no way to sign in. Returns whether it did.
 */
export async function loadSampleShop(folder: string): Promise<boolean> {
  if (!(await isEmpty())) return false;
  const shop = SampleShop.parse(JSON.parse(await readFile(path.join(folder, "shop.json"), "utf8")));
  await copyPictures(path.join(folder, "pictures"));
  try {
    await change(() => write(shop));
    return true;
  } catch (error) {
    // Another process that started at the same moment was faster.
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

async function isEmpty() {
  const counts = await Promise.all([db.product.count(), db.category.count(), db.user.count()]);
  return counts.every((count) => count === 0);
}

/** Before the rows that name them. Again after a kill it writes the same bytes. */
async function copyPictures(folder: string) {
  await mkdir(picturesFolder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  await Promise.all(
    names.map((name) => copyFile(path.join(folder, name), path.join(picturesFolder, PICTURE_PREFIX + name))),
  );
}

async function write({ site, categories, customers, products }: SampleShop) {
  const now = Date.now();
  const daysAgo = (days: number) => new Date(now - days * DAY_MS);
  const since = daysAgo(CUSTOMERS_SINCE_DAYS);
  const madeCategories = await db.category.createManyAndReturn({
    data: categories.map((category, position) => ({ ...category, position, sample: true })),
    select: { id: true, slug: true },
  });
  const people = await db.user.createManyAndReturn({
    data: customers.map(({ name }, place) => ({
      name,
      email: emailOf(place),
      role: "customer",
      sample: true,
      createdAt: since,
    })),
    select: { id: true, email: true },
  });
  const categoryIds = new Map(madeCategories.map(({ id, slug }) => [slug, id]));
  const made = await db.product.createManyAndReturn({
    data: products.map((product) => productRow(product, categoryIds, daysAgo)),
    select: { id: true, slug: true },
  });
  const productIds = new Map(made.map(({ id, slug }) => [slug, id]));
  const personIds = new Map(people.map(({ id, email }) => [email, id]));
  await writeParts(products, productIds, personIds, daysAgo);
  await setSiteProfile(site, { actor: null });
  record({ type: "sample.loaded", subject: "sample", actor: null, data: { products: products.length } });
}

function productRow(product: SampleProduct, categoryIds: Ids, daysAgo: (days: number) => Date) {
  const { category, publishedDaysAgo, tiers: _tiers, reviews, images: _images, ...told } = product;
  const at = daysAgo(publishedDaysAgo);
  return {
    ...told,
    categoryId: idOf(categoryIds, category),
    searchText: searchTextOf(product),
    ratingSum: reviews.reduce((sum, { rating }) => sum + rating, 0),
    ratingCount: reviews.length,
    publishedAt: at,
    releasedAt: at,
    createdAt: at,
    updatedAt: at,
    sample: true,
  };
}

async function writeParts(
  products: readonly SampleProduct[],
  productIds: Ids,
  personIds: Ids,
  daysAgo: (days: number) => Date,
) {
  const each = <T>(rows: (product: SampleProduct, productId: string) => T[]) =>
    products.flatMap((product) => rows(product, idOf(productIds, product.slug)));
  await db.priceTier.createMany({
    data: each(({ tiers }, productId) => tiers.map((tier, position) => ({ ...tier, position, productId }))),
  });
  await db.productImage.createMany({
    data: each(({ images }, productId) =>
      images.map(({ file, alt }, position) => ({
        file: PICTURE_PREFIX + file,
        alt,
        widths: WIDTHS,
        ...SIZE,
        position,
        productId,
      })),
    ),
  });
  await db.review.createMany({
    data: each(({ reviews }, productId) =>
      reviews.map(({ customer, rating, body, daysAgo: days }) => {
        const at = daysAgo(days);
        const authorId = idOf(personIds, emailOf(customer));
        return { productId, authorId, rating, body, createdAt: at, updatedAt: at };
      }),
    ),
  });
}

/** An address that no mail reaches. */
const emailOf = (customer: number) => `customer-${customer + 1}@sample.invalid`;

function idOf(ids: Ids, key: string) {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the sample shop names ${key} and does not have it`);
  return id;
}
