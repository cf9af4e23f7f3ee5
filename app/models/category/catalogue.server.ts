import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { partOfRows, prismaConditions, prismaReading } from "~/models/list/rows";
import { type CategoryQuery, categoryGrammar } from "./query";

const inOrder = [
  { position: "asc" },
  { name: "asc" },
  { id: "asc" },
] satisfies Prisma.CategoryOrderByWithRelationInput[];

/** All categories in their order. */
export async function listCategories() {
  return db.category.findMany({
    select: { id: true, slug: true, name: true, _count: { select: { products: true } } },
    orderBy: inOrder,
    take: 500,
  });
}

const told = {
  id: true,
  slug: true,
  name: true,
  parent: { select: { id: true, slug: true, name: true } },
  position: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.CategorySelect;

/** A part of the categories, each with the one it stands below and how much of it is on the shelf. */
export async function listCategoryPart(query: CategoryQuery) {
  const where = { AND: prismaConditions(query.conditions) } satisfies Prisma.CategoryWhereInput;
  const { beyond, bounds } = prismaReading(query, categoryGrammar.sorts);
  const [rows, total] = await Promise.all([
    db.category.findMany({ where: { AND: [where, ...beyond] }, select: told, ...bounds }),
    query.counted ? db.category.count({ where }) : null,
  ]);
  const { rows: part, ...about } = partOfRows(query, rows, total);
  return { rows: await counted(part), ...about };
}

/** Throws `Failure` not_found. */
export async function getCategory(id: string) {
  const [category] = await counted(await db.category.findMany({ where: { id }, select: told }));
  if (!category) throw new Failure("not_found", "Category not found");
  return category;
}

async function counted<Row extends { id: string }>(rows: readonly Row[]) {
  const sums = await db.shelfCount.groupBy({
    by: ["categoryId"],
    where: { categoryId: { in: rows.map(({ id }) => id) } },
    _sum: { value: true },
  });
  const counts = new Map(sums.map(({ categoryId, _sum }) => [categoryId, _sum.value]));
  return rows.map((row) => ({ ...row, products: counts.get(row.id) ?? 0 }));
}
