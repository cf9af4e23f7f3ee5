import { PrismaPg } from "@prisma/adapter-pg";
import { watched } from "./driver.server";
import { postgresAddress, schemaOf } from "./postgresql-address";

/** Connections of this process. */
export const POOL_SIZE = 10;

/**
 * Prisma's adapter with three corrections. A commit is a commit: PostgreSQL answers COMMIT with a rollback and no error when a
 * statement had failed and the failure was swallowed. A violated constraint is told by its columns, as on SQLite.
 * And statements that Prisma starts together in one transaction, as it does for relations, reach `pg` one after the other.
 */
export class HonestPg extends PrismaPg {
  constructor(url: string) {
    super({ ...postgresAddress(url), max: POOL_SIZE }, { schema: schemaOf(url) });
  }

  override async connect() {
    const adapter = await super.connect();
    const startTransaction = adapter.startTransaction.bind(adapter);
    correct(adapter);
    adapter.startTransaction = async (isolationLevel) =>
      correct(await startTransaction(isolationLevel), inTurn());
    return watched(adapter);
  }
}

/** What both of the adapter's classes do underneath, which their types keep to themselves. */
type Queryable = {
  performIO(query: { sql: string }): Promise<{ command: string }>;
  onError(error: { code?: string; detail?: string; constraint?: string }): never;
};

/** Corrects what both do. A transaction has one connection, which takes one statement at a time. */
function correct<T>(adapterOrTransaction: T, run = atOnce): T {
  const queryable = adapterOrTransaction as Queryable;
  const performIO = queryable.performIO.bind(queryable);
  const onError = queryable.onError.bind(queryable);
  queryable.performIO = async (query) => {
    const result = await run(() => performIO(query));
    if (query.sql === "COMMIT" && result.command === "ROLLBACK") {
      throw new Error("A statement of this transaction failed: it was rolled back");
    }
    return result;
  };
  queryable.onError = (error) => {
    // The adapter names the columns only when it does not know the name of the constraint.
    if (error.code === "23505" && error.detail) error.constraint = undefined;
    return onError(error);
  };
  return adapterOrTransaction;
}

type Run = <T>(statement: () => Promise<T>) => Promise<T>;

const atOnce: Run = (statement) => statement();

function inTurn(): Run {
  let last: Promise<unknown> = Promise.resolve();
  return (statement) => {
    const mine = last.then(statement);
    last = mine.catch(() => undefined);
    return mine;
  };
}
