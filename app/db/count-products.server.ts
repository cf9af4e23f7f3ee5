import { db } from "./client.server";
import { Prisma } from "./generated/sqlite/client";
import { amongSql, conditionsOf, type ProductWhere, within } from "./product-where.server";
import { remembered } from "./remembered-count.server";

/** The number of the shop's last event: while it stays nothing has changed. */
export const versionSql = Prisma.sql`coalesce((SELECT "value" FROM "Counter" WHERE "name" = 'event'), 0)`;

/** How long the list would be. */
export async function countProductRows(where: ProductWhere): Promise<number> {
  return (await count(where)).total;
}

/** The same, from memory while the shop is at this version. */
export async function countAgain({ conditions, drafts }: ProductWhere, version: number): Promise<number> {
  const question = JSON.stringify([conditions, drafts]);
  return remembered(question, version, () => count({ conditions, drafts }));
}

async function count(where: ProductWhere) {
  const [row] = await db.$queryRaw<{ total: number; version: number }[]>`
    SELECT ${countOf(where)} AS "total", ${versionSql} AS "version"`;
  return { total: Number(row?.total), version: Number(row?.version) };
}

/** Whether triggers count this list: the whole shelf, or categories of it. */
export function isCounted({ conditions, words = [], drafts }: ProductWhere) {
  const [only, ...others] = conditions;
  return !drafts && words.length === 0 && others.length === 0 && (!only || only.field === "category");
}

/** The length of a list, as a part of a statement. */
export function countOf(where: ProductWhere): Prisma.Sql {
  if (isCounted(where)) {
    const [only] = where.conditions;
    const category = only ? within(only) : Prisma.sql`= ''`;
    return Prisma.sql`(SELECT coalesce(sum("value"), 0) FROM "ShelfCount" WHERE "categoryId" ${category})`;
  }
  return Prisma.sql`(SELECT count(*) FROM ${amongSql(where)} WHERE ${Prisma.join(conditionsOf(where), " AND ")})`;
}
