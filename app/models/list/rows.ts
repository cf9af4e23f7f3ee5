import type { Condition, Order, Place } from "~/db/conditions.server";
import type { ListQuery } from "./grammar";
import { partOf, readingOf } from "./part";
import type { Sorts } from "./sort";

/** How Prisma reads a part of a short list: its order, its bounds, and a condition that goes beside the list's own. */
export function prismaReading(query: ListQuery, sorts: Sorts) {
  const { skip, take, place } = readingOf(query);
  const back = place?.back ?? false;
  return {
    beyond: place ? [{ OR: beyond(query.order, place, sorts) }] : [],
    bounds: {
      orderBy: query.order.map(({ field, descending }) => ({
        [field]: descending === back ? "asc" : "desc",
      })),
      skip,
      take,
    } as { orderBy: Record<string, "asc" | "desc">[]; skip: number; take: number },
  };
}

/** What conditions ask of a row, in Prisma's words. `columns` names those that are called otherwise in an address. */
export function prismaConditions(
  conditions: readonly Condition[],
  columns: Readonly<Record<string, string>> = {},
) {
  return conditions.map(({ field, is, value }) => ({
    [columns[field] ?? field]: { [is === "eq" ? "equals" : is]: value },
  }));
}

/** The rows beyond a place: after it by its first key, or alike in that and after it by the next. */
function beyond(order: readonly Order[], { keys, back }: Place, sorts: Sorts) {
  const sides = order.map(({ field, descending }, at) => {
    const key = sorts[field] === "time" ? new Date(keys[at] as number) : keys[at];
    return { field, key, is: descending === back ? "gt" : "lt" };
  });
  return sides.map(({ field, key, is }, at) => ({
    AND: [...sides.slice(0, at).map((side) => ({ [side.field]: side.key })), { [field]: { [is]: key } }],
  }));
}

/** What `prismaReading` read, as a part of the list. */
export function partOfRows<Row extends Record<string, unknown>>(
  query: ListQuery,
  rows: Row[],
  total: number | null,
) {
  const read = query.place?.back ? rows.toReversed() : rows;
  const keysOf = (row: Row) => query.order.map(({ field }) => keyOf(row[field]));
  return partOf(query, { rows: read.map((row) => ({ row, keys: keysOf(row) })), total });
}

const keyOf = (value: unknown) => (value instanceof Date ? value.getTime() : (value as string | number));
