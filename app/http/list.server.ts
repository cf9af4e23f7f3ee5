import type { ListQuery } from "~/models/list/grammar";
import type { Pagination } from "~/models/list/part";
import { site } from "./site.server";

type Part = { data: readonly unknown[]; pagination: Pagination; more: boolean };

/**
 * A part of a list as an answer, with the parts beside it in a `Link` header (RFC 8288). The links go on as the caller came: a
 * caller that named a page, or searches, gets pages, any other cursors.
 */
export function answerList(url: URL, query: ListQuery, { data, pagination, more }: Part) {
  const links =
    query.byPage || query.question === null ? pageLinks(pagination, more) : cursorLinks(pagination);
  const told = Object.entries(links).map(([rel, change]) => `<${addressWith(url, change)}>; rel="${rel}"`);
  return { headers: { Link: told.join(", ") }, json: { data, pagination } };
}

type Change = Partial<Record<"page" | "cursor", string>>;

function pageLinks({ page = 1, pages }: Pagination, more: boolean): Record<string, Change> {
  return {
    first: { page: "1" },
    ...(page > 1 && { prev: { page: String(Math.min(page - 1, Math.max(pages ?? page, 1))) } }),
    ...(more && { next: { page: String(page + 1) } }),
    ...(pages !== undefined && pages > 0 && { last: { page: String(pages) } }),
  };
}

function cursorLinks({ next, prev }: Pagination): Record<string, Change> {
  return { first: {}, ...(prev && { prev: { cursor: prev } }), ...(next && { next: { cursor: next } }) };
}

/** The same question at another place. */
function addressWith(url: URL, change: Change) {
  const query = new URLSearchParams(url.searchParams);
  for (const name of ["page", "cursor"]) query.delete(name);
  for (const [name, value] of Object.entries(change)) query.set(name, value);
  return `${site}${url.pathname}${query.size > 0 ? `?${query}` : ""}`;
}
