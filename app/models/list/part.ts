import type { Place } from "~/db/conditions.server";
import { paginationOf, rowsOf } from "~/models/paging";
import { formatCursor } from "./cursor";
import type { ListQuery } from "./grammar";

type Found<Row> = { rows: { row: Row; keys: Place["keys"] }[]; total: number | null };

/** What an answer tells of a part of a list. Without a count there is no total, without a page number no page. */
export type Pagination = {
  page?: number;
  limit: number;
  total?: number;
  pages?: number;
  /** Cursors of the parts beside this one. Null: there is none, or the list has pages only. */
  next: string | null;
  prev: string | null;
};

/** How a list is read: one row more than is told shows whether the list goes on. */
export function readingOf({ page, limit, place, counted }: ListQuery) {
  const { skip } = page === undefined ? { skip: 0 } : rowsOf({ page, limit });
  return { skip, take: limit + 1, place, counted };
}

/** The rows that were asked for, and what there is before and behind them. */
export function partOf<Row>(query: ListQuery, { rows: read, total }: Found<Row>) {
  const { limit, page, place, question } = query;
  const back = place?.back ?? false;
  const more = read.length > limit;
  const rows = back ? read.slice(-limit) : read.slice(0, limit);
  const [first, last] = [rows[0], rows.at(-1)];
  const behind = back || more;
  const before = back ? more : page === undefined || page > 1;
  const cursor = (row: (typeof rows)[number] | undefined, back: boolean) =>
    row && question !== null ? formatCursor({ keys: row.keys, back }, question) : null;
  const pagination: Pagination = {
    ...(page === undefined
      ? { limit, ...(total !== null && { total }) }
      : total === null
        ? { page, limit }
        : paginationOf({ page, limit }, total)),
    next: behind ? cursor(last, false) : null,
    prev: before ? cursor(first, true) : null,
  };
  return { rows: rows.map(({ row }) => row), pagination, more: behind };
}
