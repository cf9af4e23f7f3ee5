import { dialect } from "./client.server";
import { Prisma } from "./generated/sqlite/client";
import { millis } from "./product-columns.server";

// A product as one JSON text that the database makes. Columns of their own, and a statement for each of its lists, cost a
// multiple of that.

const kinds = {
  id: "plain",
  slug: "plain",
  sku: "plain",
  name: "plain",
  summary: "plain",
  description: "plain",
  priceCents: "plain",
  currency: "plain",
  release: "plain",
  runsOn: "plain",
  monthlyDownloads: "plain",
  ratingSum: "plain",
  ratingCount: "plain",
  version: "plain",
  published: "boolean",
  publishedAt: "time",
  releasedAt: "time",
  createdAt: "time",
  updatedAt: "time",
} as const;

export type ProductColumn = keyof typeof kinds;
/** What to read of a product; of pictures and reviews, how many at most. */
export type ProductParts = {
  columns: readonly ProductColumn[];
  category?: boolean;
  images?: number;
  tiers?: number;
  reviews?: number;
};

const sqlite = dialect === "sqlite";
const object = Prisma.raw(sqlite ? "json_object" : "json_build_object");

const KEPT_TEXTS = 200;
const texts = new Map<string, Prisma.Sql>();

/** The product `p` of a statement as JSON. What is asked again and again is put together once. */
export function productJson(parts: ProductParts): Prisma.Sql {
  const shape = JSON.stringify(parts);
  const text = texts.get(shape) ?? Prisma.raw(composed(parts).sql);
  if (texts.size < KEPT_TEXTS) texts.set(shape, text);
  return text;
}

/** Has no parameters. */
function composed({ columns, category, images, tiers, reviews }: ProductParts): Prisma.Sql {
  return objectOf([
    ...columns.map((name) => member(name, Prisma.raw(`p."${name}"`), kinds[name])),
    ...(category ? [nested("category", categoryJson)] : []),
    ...(images ? [nested("images", listOf(imageRows(images)))] : []),
    ...(tiers ? [nested("tiers", listOf(tierRows(tiers)))] : []),
    ...(reviews ? [nested("reviews", listOf(reviewRows(reviews)))] : []),
  ]);
}

/** Turns what {@link productJson} made into the row that Prisma would have read: times are dates. */
export function reviveProduct<Row>(read: Row): Row {
  const row = read as Record<string, unknown> & { reviews?: { createdAt: unknown }[] };
  for (const name of ["publishedAt", "releasedAt", "createdAt", "updatedAt"]) {
    if (typeof row[name] === "number") row[name] = new Date(row[name]);
  }
  if ("published" in row) row.published = Boolean(row.published);
  for (const review of row.reviews ?? []) review.createdAt = new Date(review.createdAt as number);
  return read;
}

function member(name: string, value: Prisma.Sql, kind: "plain" | "boolean" | "time" = "plain") {
  return Prisma.sql`${Prisma.raw(`'${name}'`)}, ${kind === "time" ? millis(value) : value}`;
}

const nested = (name: string, json: Prisma.Sql) => member(name, sqlite ? Prisma.sql`json(${json})` : json);

const objectOf = (members: Prisma.Sql[]) => Prisma.sql`${object}(${Prisma.join(members)})`;

/** The rows' column `item`, in the order of the rows. */
export function listOf(rows: Prisma.Sql) {
  return sqlite
    ? Prisma.sql`(SELECT json_group_array(json("item")) FROM (${rows}))`
    : Prisma.sql`(SELECT coalesce(json_agg("item"), '[]'::json) FROM (${rows}) AS "rows")`;
}

function some(alias: string, names: string, ...more: Prisma.Sql[]) {
  return objectOf([
    ...names.split(" ").map((name) => member(name, Prisma.raw(`${alias}."${name}"`))),
    ...more,
  ]);
}

const categoryJson = Prisma.sql`(SELECT ${some("c", "id slug name")} FROM "Category" c WHERE c."id" = p."categoryId")`;

const whole = (number: number) => Prisma.raw(String(Math.trunc(number)));

const imageRows = (most: number) => Prisma.sql`
  SELECT ${some("i", "id file widths alt width height")} AS "item" FROM "ProductImage" i
  WHERE i."productId" = p."id" AND i."deletedAt" IS NULL ORDER BY i."position", i."id" LIMIT ${whole(most)}`;

const tierRows = (most: number) => Prisma.sql`
  SELECT ${some("t", "id name priceCents checkoutUrl")} AS "item" FROM "PriceTier" t
  WHERE t."productId" = p."id" ORDER BY t."position", t."id" LIMIT ${whole(most)}`;

const author = objectOf([member("name", Prisma.sql`u."name"`)]);
const reviewRows = (most: number) => Prisma.sql`
  SELECT ${some("r", "id rating body", member("createdAt", Prisma.sql`r."createdAt"`, "time"), nested("author", author))} AS "item"
  FROM "Review" r JOIN "User" u ON u."id" = r."authorId"
  WHERE r."productId" = p."id" AND r."deletedAt" IS NULL ORDER BY r."createdAt" DESC, r."id" DESC LIMIT ${whole(most)}`;
