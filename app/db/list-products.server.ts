import { db, dialect } from "./client.server";
import {
  beyond,
  type Condition,
  conditionOf,
  each,
  type Order,
  orderOf,
  type Place,
} from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";
import {
  filterColumns,
  isTime,
  keptSql,
  millis,
  onShelfSql,
  type ProductField,
  productColumns,
} from "./product-columns.server";
import { listOf, type ProductParts, productJson, reviveProduct } from "./product-json.server";

export type ProductWhere = {
  conditions: readonly Condition<ProductField>[];
  /** Folded words, each of which the name or the summary has. */
  words?: readonly string[];
  /** Also what is not published. */
  drafts?: boolean;
};

export type ProductPage = ProductWhere & {
  parts: ProductParts;
  order: readonly Order<ProductField>[];
  take: number;
  skip?: number;
  place?: Place;
  /** Without it the total is not counted, and null. */
  counted: boolean;
};

type Answer<Row> = { rows: { row: Row; keys: (string | number)[] }[]; total: number | null };

/** A part of a list, each row with its place in the order, and how long the whole list is: one statement. */
export async function listProductRows<Row>(page: ProductPage): Promise<Answer<Row>> {
  const { parts, order, place, take, skip = 0 } = page;
  const where = conditionsOf(page);
  if (place) where.push(beyond(order, productColumns, { ...place, keys: place.keys.map(timeOf(order)) }));
  const keys = order.map(({ field }) =>
    isTime(field) ? millis(productColumns[field]) : productColumns[field],
  );
  const rows = Prisma.sql`
    SELECT ${array}(${productJson(parts)}, ${array}(${Prisma.join(keys)})) AS "item" FROM "Product" p
    WHERE ${Prisma.join(where, " AND ")} ORDER BY ${orderOf(order, productColumns, place?.back)}
    LIMIT ${take} OFFSET ${skip}`;
  const [answer] = await db.$queryRaw<{ total: number | null; items: string }[]>`
    SELECT ${page.counted ? countOf(page) : Prisma.sql`NULL`} AS "total", CAST(${listOf(rows)} AS TEXT) AS "items"`;
  const items = JSON.parse(answer?.items ?? "[]") as [Row, (string | number)[]][];
  if (place?.back) items.reverse();
  return {
    rows: items.map(([row, keys]) => ({ row: reviveProduct(row), keys })),
    total: page.counted ? Number(answer?.total) : null,
  };
}

/** How long the list would be. */
export async function countProductRows(where: ProductWhere): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`SELECT ${countOf(where)} AS "total"`;
  return Number(row?.total);
}

const array = Prisma.raw(dialect === "sqlite" ? "json_array" : "json_build_array");

/** A cursor holds times as milliseconds. */
const timeOf = (order: readonly Order<ProductField>[]) => (key: Place["keys"][number], at: number) => {
  const field = order[at]?.field;
  return field && isTime(field) ? new Date(key as number) : key;
};

function conditionsOf({ conditions, words = [], drafts }: ProductWhere) {
  return [
    drafts ? keptSql : onShelfSql,
    ...conditions.map((condition) =>
      condition.field === "category"
        ? Prisma.sql`p."categoryId" ${within([condition.value].flat().map(String))}`
        : conditionOf(condition, filterColumns),
    ),
    ...words.map((word) => Prisma.sql`p."searchText" LIKE ${`%${word}%`}`),
  ];
}

/** One category is looked up and compared: its products then come in the order of the index. */
function within(slugs: readonly string[]) {
  const [only, ...others] = slugs;
  return others.length === 0
    ? Prisma.sql`= (SELECT "id" FROM "Category" WHERE "slug" = ${only})`
    : Prisma.sql`IN (SELECT "id" FROM "Category" WHERE "slug" IN (${each(slugs)}))`;
}

/** The whole shelf and its categories are counted already. */
function countOf(where: ProductWhere) {
  const { conditions, words = [], drafts } = where;
  const [only, ...others] = conditions;
  const counted = others.length === 0 && (!only || only.field === "category");
  if (drafts || !counted || words.length > 0) {
    return Prisma.sql`(SELECT count(*) FROM "Product" p WHERE ${Prisma.join(conditionsOf(where), " AND ")})`;
  }
  const category = only ? within([only.value].flat().map(String)) : Prisma.sql`= ''`;
  return Prisma.sql`(SELECT coalesce(sum("value"), 0) FROM "ShelfCount" WHERE "categoryId" ${category})`;
}
