import { type Condition, conditionOf, each } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";
import { filterColumns, keptSql, onShelfSql, type ProductField } from "./product-columns.server";
import { searchRows } from "./search-products.server";

export type ProductWhere = {
  conditions: readonly Condition<ProductField>[];
  /** Words that the name, the summary or the description has to have. */
  words?: readonly string[];
  /** Also what is not published. */
  drafts?: boolean;
};

/** The products `p` to look among: all, or with words what a search finds. */
export function amongSql({ words = [] }: ProductWhere): Prisma.Sql {
  return words.length > 0
    ? Prisma.sql`(${searchRows(words)}) AS s JOIN "Product" p ON p."id" = s."productId"`
    : Prisma.sql`"Product" p`;
}

/** What a product `p` has to be; words apart. */
export function conditionsOf({ conditions, drafts }: ProductWhere): Prisma.Sql[] {
  return [
    drafts ? keptSql : onShelfSql,
    ...conditions.map((condition) =>
      condition.field === "category"
        ? Prisma.sql`p."categoryId" ${within(condition)}`
        : conditionOf(condition, filterColumns),
    ),
  ];
}

/** One category is looked up and compared: its products then come in the order of the index. */
export function within({ value }: Condition<ProductField>): Prisma.Sql {
  const slugs = [value].flat().map(String);
  const [only, ...others] = slugs;
  return others.length === 0
    ? Prisma.sql`= (SELECT "id" FROM "Category" WHERE "slug" = ${only})`
    : Prisma.sql`IN (SELECT "id" FROM "Category" WHERE "slug" IN (${each(slugs)}))`;
}
