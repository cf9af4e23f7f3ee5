import { db, dialect } from "./client.server";
import { beyond, type Order, orderOf, type Place } from "./conditions.server";
import { countAgain, countOf, isCounted, versionSql } from "./count-products.server";
import { Prisma } from "./generated/sqlite/client";
import { isTime, millis, type ProductField, productColumns } from "./product-columns.server";
import { listOf, type ProductParts, productJson, reviveProduct } from "./product-json.server";
import { conditionsOf, type ProductWhere } from "./product-where.server";
import { searchRows } from "./search-products.server";

export type ProductPage = ProductWhere & {
  parts: ProductParts;
  order: readonly Order<ProductField>[];
  take: number;
  skip?: number;
  place?: Place;
  /** With words: what fits best comes first, and the order decides the rest. */
  ranked?: boolean;
  /** Without it the total is not counted, and null. */
  counted: boolean;
};

type Answer<Row> = { rows: { row: Row; keys: (string | number)[] }[]; total: number | null };

/** A part of a list, each row with its place in the order, and how long the whole list is: one statement. */
export async function listProductRows<Row>(page: ProductPage): Promise<Answer<Row>> {
  const statement = page.words?.length ? found(page) : listed(page);
  const [answer] = await db.$queryRaw<{ total: number | null; version: number; items: string }[]>(statement);
  const items = JSON.parse(answer?.items ?? "[]") as [Row, (string | number)[]][];
  if (page.place?.back) items.reverse();
  return {
    rows: items.map(([row, keys]) => ({ row: reviveProduct(row), keys })),
    total: page.counted ? await totalOf(page, answer) : null,
  };
}

/** What no counter tells is counted apart, unless nothing has happened since it was counted last. */
async function totalOf(page: ProductPage, answer?: { total: number | null; version: number }) {
  if (typeof answer?.total === "number" || typeof answer?.total === "bigint") return Number(answer.total);
  return countAgain(page, Number(answer?.version ?? 0));
}

function listed(page: ProductPage) {
  const { order, place, take, skip = 0 } = page;
  const where = conditionsOf(page);
  if (place) where.push(beyond(order, productColumns, { ...place, keys: place.keys.map(timeOf(order)) }));
  const by = Prisma.sql`ORDER BY ${orderOf(order, productColumns, place?.back)}`;
  const part = Prisma.sql`FROM "Product" p WHERE ${Prisma.join(where, " AND ")} ${by} LIMIT ${take} OFFSET ${skip}`;
  // PostgreSQL makes the JSON of rows that it then skips, unless they are skipped before.
  const rows = skip > 0 && dialect === "postgresql" ? Prisma.sql`FROM (SELECT p.* ${part}) AS p ${by}` : part;
  return answerOf(
    page.counted && isCounted(page) ? countOf(page) : Prisma.sql`NULL`,
    Prisma.sql`SELECT ${itemOf(page)} AS "item" ${rows}`,
  );
}

/** What a search found is gathered once, to be counted and to be put in order: by how well it fits unless an order is asked for. */
function found(page: ProductPage) {
  const { words = [], order, take, skip = 0, ranked } = page;
  const keys = order.map(({ field }, at) => Prisma.sql`${productColumns[field]} AS ${named(at)}`);
  const by = order.map(({ descending }, at) => (descending ? Prisma.sql`${named(at)} DESC` : named(at)));
  const first = ranked ? [Prisma.sql`"score"`] : [];
  return Prisma.sql`
    WITH "found" AS MATERIALIZED (
      SELECT p."id", s."score", ${Prisma.join(keys)} FROM (${searchRows(words)}) AS s
      JOIN "Product" p ON p."id" = s."productId" WHERE ${Prisma.join(conditionsOf(page), " AND ")}
    )
    ${answerOf(
      page.counted ? Prisma.sql`(SELECT count(*) FROM "found")` : Prisma.sql`NULL`,
      Prisma.sql`
        SELECT ${itemOf(page)} AS "item" FROM (
          SELECT * FROM "found" ORDER BY ${Prisma.join([...first, ...by])} LIMIT ${take} OFFSET ${skip}
        ) AS f JOIN "Product" p ON p."id" = f."id" ORDER BY ${Prisma.join([...first, ...by])}`,
    )}`;
}

const named = (at: number) => Prisma.raw(`"key${at}"`);

const answerOf = (total: Prisma.Sql, rows: Prisma.Sql) =>
  Prisma.sql`SELECT ${total} AS "total", ${versionSql} AS "version", CAST(${listOf(rows)} AS TEXT) AS "items"`;

/** A product and its place in the order. */
function itemOf({ parts, order }: ProductPage) {
  const keys = order.map(({ field }) =>
    isTime(field) ? millis(productColumns[field]) : productColumns[field],
  );
  return Prisma.sql`${array}(${productJson(parts)}, ${array}(${Prisma.join(keys)}))`;
}

const array = Prisma.raw(dialect === "sqlite" ? "json_array" : "json_build_array");

/** A cursor holds times as milliseconds. */
const timeOf = (order: readonly Order<ProductField>[]) => (key: Place["keys"][number], at: number) => {
  const field = order[at]?.field;
  return field && isTime(field) ? new Date(key as number) : key;
};
