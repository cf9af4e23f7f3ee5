import { dialect } from "./client.server";
import { Prisma } from "./generated/sqlite/client";

// What every hand-written list needs: conditions, an order and a place in it. Columns come from declared tables, values are parameters.

export type Value = string | number | boolean | Date;
/** What a row has to be. A comparison with a value that is null is never true. */
export type Condition<Field extends string = string> =
  | { field: Field; is: "eq" | "gte" | "gt" | "lte" | "lt"; value: Value }
  | { field: Field; is: "in"; value: readonly string[] };
export type Order<Field extends string = string> = { field: Field; descending: boolean };
/** Where a page begins: behind the row with these keys, or with `back` ends before it. */
export type Place = { keys: readonly Value[]; back: boolean };
export type Columns<Field extends string> = Record<Field, Prisma.Sql>;

const signs = { eq: "=", gte: ">=", gt: ">", lte: "<=", lt: "<" };

export function conditionOf<F extends string>(condition: Condition<F>, columns: Columns<F>): Prisma.Sql {
  const column = columns[condition.field];
  if (condition.is !== "in")
    return Prisma.sql`${column} ${Prisma.raw(signs[condition.is])} ${condition.value}`;
  const [only, ...others] = condition.value;
  // One value is compared: the order of an index is of use then.
  return others.length === 0
    ? Prisma.sql`${column} = ${only}`
    : Prisma.sql`${column} IN (${each(condition.value)})`;
}

/** A list of texts as one parameter. */
export function each(values: readonly string[]) {
  const list = JSON.stringify(values);
  return dialect === "sqlite"
    ? Prisma.sql`SELECT "value" FROM json_each(${list})`
    : Prisma.sql`SELECT jsonb_array_elements_text(${list}::jsonb)`;
}

export function orderOf<F extends string>(order: readonly Order<F>[], columns: Columns<F>, back = false) {
  const keys = order.map(({ field, descending }) =>
    descending === back ? columns[field] : Prisma.sql`${columns[field]} DESC`,
  );
  return Prisma.join(keys, ", ");
}

/** The rows beyond a place in the order. */
export function beyond<F extends string>(
  order: readonly Order<F>[],
  columns: Columns<F>,
  { keys, back }: Place,
) {
  const sides = order.map(({ field, descending }, at) => ({
    column: columns[field],
    sign: Prisma.raw(descending === back ? ">" : "<"),
    key: keys[at] as Value,
  }));
  const [first] = sides;
  // All in one direction compare as one, which an index can follow.
  if (first && sides.every(({ sign }) => sign.sql === first.sign.sql)) {
    const columnsOf = Prisma.join(sides.map(({ column }) => column));
    return Prisma.sql`(${columnsOf}) ${first.sign} (${Prisma.join(sides.map(({ key }) => key))})`;
  }
  const ways = sides.map(({ column, sign, key }, at) => {
    const same = sides.slice(0, at).map((side) => Prisma.sql`${side.column} = ${side.key}`);
    return Prisma.sql`(${Prisma.join([...same, Prisma.sql`${column} ${sign} ${key}`], " AND ")})`;
  });
  return Prisma.sql`(${Prisma.join(ways, " OR ")})`;
}
