import { AsyncLocalStorage } from "node:async_hooks";
import type { SqlDriverAdapter, SqlQuery, SqlQueryable } from "@prisma/driver-adapter-utils";
import { once } from "~/once.server";
import type { Prisma } from "./generated/sqlite/client";

// Hand-written statements go straight to Prisma's adapter. The way there through its client costs more than most of them.

/** A transaction of Prisma's. Without a driver it has not begun yet, or has ended. */
export type Started = { driver?: SqlQueryable };
/** What the running code belongs to: a transaction, or while it is `open`, a part of one. */
export type Ambient = { started: Started; open: boolean; client?: Prisma.TransactionClient };

export const ambient = once("db transactions", () => new AsyncLocalStorage<Ambient>());
const state = once("db driver", () => ({ adapter: undefined as SqlDriverAdapter | undefined }));

/** Remembers the adapter that Prisma opens, and hands each transaction of it to whoever asked Prisma for one. */
export function watched<A extends SqlDriverAdapter>(adapter: A): A {
  const startTransaction = adapter.startTransaction.bind(adapter);
  const dispose = adapter.dispose.bind(adapter);
  state.adapter = adapter;
  adapter.dispose = async () => {
    if (state.adapter === adapter) state.adapter = undefined;
    await dispose();
  };
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction(isolationLevel);
    const started = ambient.getStore()?.started ?? {};
    const over =
      <Args extends unknown[], T>(end: (...args: Args) => T) =>
      (...args: Args) => {
        started.driver = undefined;
        return end.apply(transaction, args);
      };
    started.driver = transaction;
    for (const name of ["queryRaw", "executeRaw"] as const) {
      const send = transaction[name].bind(transaction) as (query: SqlQuery) => Promise<never>;
      transaction[name] = async (query: SqlQuery) => {
        if (isLate(started)) throw new Error("The part of the transaction that this belongs to has ended");
        return send(query);
      };
    }
    transaction.commit = over(transaction.commit);
    transaction.rollback = over(transaction.rollback);
    return transaction;
  };
  return adapter;
}

/** What was begun in a part that has ended, and comes only now, must not get into the part of another. */
function isLate(started: Started) {
  const store = ambient.getStore();
  return store?.started === started && store.client !== undefined && !store.open;
}

/** Outside of any transaction. Undefined before Prisma has connected. */
export const openAdapter = () => state.adapter;

/** What Prisma's `$queryRaw` answers, but numbers that need 64 bits or are exact come as numbers. */
export async function ask(driver: SqlQueryable, statement: Prisma.Sql): Promise<unknown[]> {
  const { columnNames, columnTypes, rows } = await driver
    .queryRaw(queryOf(driver, statement))
    .catch(rethrowAsPrisma);
  return rows.map((row) =>
    Object.fromEntries(columnNames.map((name, at) => [name, revive(row[at], columnTypes[at])])),
  );
}

/** What Prisma's `$executeRaw` answers: how many rows were written. */
export async function run(driver: SqlQueryable, statement: Prisma.Sql): Promise<number> {
  return driver.executeRaw(queryOf(driver, statement)).catch(rethrowAsPrisma);
}

const plain = { scalarType: "unknown", arity: "scalar" } as const;

function queryOf({ provider }: SqlQueryable, { sql, text, values }: Prisma.Sql) {
  return { sql: provider === "sqlite" ? sql : text, args: [...values], argTypes: values.map(() => plain) };
}

const types = { int64: 1, numeric: 4, boolean: 5, dateTime: 10, json: 11 };

function revive(value: unknown, type: number | undefined) {
  if (value === null) return null;
  if (type === types.int64 || type === types.numeric) return Number(value);
  if (type === types.boolean) return Boolean(value);
  if (type === types.dateTime) return new Date(value as string);
  return type === types.json ? JSON.parse(value as string) : value;
}

/** As errors of hand-written statements come out of Prisma. */
function rethrowAsPrisma(error: unknown): never {
  if (!(error instanceof Error) || error.name !== "DriverAdapterError") throw error;
  throw Object.assign(new Error(error.message, { cause: error }), {
    code: "P2010",
    meta: { driverAdapterError: error },
  });
}
