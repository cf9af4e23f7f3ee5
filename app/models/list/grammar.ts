import { z } from "zod";
import type { Condition, Order, Place } from "~/db/conditions.server";
import { paging } from "~/models/paging";
import { readCursor } from "./cursor";
import { type Filter, severalOf } from "./filter";
import { type More, narrowing } from "./narrowing";
import { orderOf, type Sorts, sortParameter } from "./sort";

/** What a list lets itself be asked. Everything else is refused by its name. */
export type Grammar = {
  /** Its name: a cursor of another list does not fit. */
  name: string;
  filters: Readonly<Record<string, Filter>>;
  sorts: Sorts;
  /** The order when none is asked for. */
  order: string;
  /** Older words for an order. */
  aliases?: Readonly<Record<string, string>>;
  /** Whether `q` searches it. */
  search?: boolean;
  /** The members that `fields[resource]` chooses from. */
  fields?: Readonly<Record<string, readonly string[]>>;
  /** What `include` adds to each row. */
  include?: readonly string[];
};

/** What somebody asks of a list, understood. */
export type ListQuery<Field extends string = string> = WholeQuery<Field> & {
  limit: number;
  /** Counted from 1; absent when a cursor says where the page begins. */
  page?: number;
  place?: Place;
  /** Whether the caller named a page: links then name pages too. */
  byPage: boolean;
  /** Whether the caller chose the order: a search else shows first what fits best. */
  sorted: boolean;
  /** Absent for a resource: all of its members. */
  fields: Readonly<Record<string, readonly string[]>>;
  include: readonly string[];
  counted: boolean;
  /** What a cursor is bound to. Null: this list has pages only. */
  question: string | null;
};

/** The part of it that a list has which is told from its first row to its last. */
export type WholeQuery<Field extends string = string> = {
  conditions: Condition<Field>[];
  order: Order<Field>[];
  q?: string;
};

type Given = Record<string, unknown> & {
  page?: number;
  limit: number;
  cursor?: string;
  total?: "none";
  q?: string;
  sort?: Order[];
  include?: string[];
};

/** The schema of a list's parameters. `more` are parameters of its own, each with what it means as a condition. */
export function listQuery<Field extends string>(grammar: Grammar, more: More = {}) {
  const { shape, conditionsOf } = narrowing(grammar, more);
  const object = z.strictObject({
    page: paging.page.unwrap().optional().meta({ description: "Counted from 1; not together with cursor" }),
    limit: paging.limit,
    cursor: z
      .string(NO_CURSOR)
      .optional()
      .meta({ description: "A place that an answer of this list told as `next` or `prev`" }),
    total: z
      .literal("none", "Leave total out, or say none")
      .optional()
      .meta({ description: "`none` leaves out how long the list is, which saves counting it" }),
    sort: sortParameter(grammar.sorts, grammar.aliases),
    ...(grammar.include && { include: chosenFrom(grammar.include, "Include") }),
    ...fieldParameters(grammar.fields),
    ...shape,
  });
  return object.transform((query, context) => {
    const understood = understand(query as Given, grammar, { conditions: conditionsOf(query) });
    if (typeof understood !== "string") return understood as ListQuery as ListQuery<Field>;
    context.issues.push({ code: "custom", input: query, path: ["cursor"], message: understood });
    return z.NEVER;
  });
}

const NO_CURSOR = "This is no cursor of this list; begin again without it";

/** The same for a list that is told whole: it is narrowed alike, and has neither pages nor members to choose. */
export function wholeQuery<Field extends string>(grammar: Grammar, more: More = {}) {
  const { shape, conditionsOf } = narrowing(grammar, more);
  const object = z.strictObject({ sort: sortParameter(grammar.sorts, grammar.aliases), ...shape });
  return object.transform((query): WholeQuery<Field> => {
    const { sort = defaultOf(grammar), q } = query as Pick<Given, "sort" | "q">;
    return { conditions: conditionsOf(query), order: sort, q } as WholeQuery as WholeQuery<Field>;
  });
}

const defaults = new WeakMap<Grammar, Order[]>();

/** A sentence when page, cursor and search do not go together. */
function understand(query: Given, grammar: Grammar, { conditions }: { conditions: Condition[] }) {
  const { cursor, page, limit, q, sort, include = [], total } = query;
  const order = sort ?? defaultOf(grammar);
  const question = q ? null : JSON.stringify([grammar.name, order, conditions]);
  const found = { limit, conditions, order, q, include, question, counted: total !== "none" };
  const rest = {
    ...found,
    sorted: sort !== undefined,
    fields: fieldsOf(query, grammar.fields),
    byPage: page !== undefined,
  };
  if (cursor === undefined) return { ...rest, page: page ?? 1 };
  if (page !== undefined) return "Use page or cursor, not both";
  if (question === null) return "A search has pages and no cursors: use page";
  const place = readCursor(cursor, question, order, grammar.sorts);
  return place ? { ...rest, place } : NO_CURSOR;
}

function defaultOf(grammar: Grammar) {
  const known = defaults.get(grammar);
  if (known) return known;
  const order = orderOf(grammar.order);
  defaults.set(grammar, order);
  return order;
}

function chosenFrom(names: readonly string[], verb: string) {
  const message = `${verb} ${names.join(", ")}`;
  return severalOf(z.string().refine((name) => names.includes(name), message))
    .optional()
    .meta({ description: message });
}

function fieldParameters(fields: Grammar["fields"] = {}) {
  return Object.fromEntries(
    Object.entries(fields).map(([resource, names]) => [
      `fields[${resource}]`,
      chosenFrom(names, "Choose from"),
    ]),
  );
}

function fieldsOf(query: Given, fields: Grammar["fields"] = {}) {
  return Object.fromEntries(
    Object.keys(fields).flatMap((resource) => {
      const chosen = query[`fields[${resource}]`];
      return chosen ? [[resource, chosen as string[]]] : [];
    }),
  );
}
