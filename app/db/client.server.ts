import { makeDataDir } from "~/data-dir.server";
import { env } from "~/env.server";
import { once } from "~/once.server";
import { commitGroups } from "./commit-groups";
import { databaseFile, dialect } from "./dialect.server";
import { type Ambient, ambient, ask, openAdapter, run, type Started } from "./driver.server";
import { type PrismaClient as Client, Prisma } from "./generated/sqlite/client";
import { isPassing } from "./violations";
import { waitingRoom } from "./waiting-room";

const LIMITS = { maxWait: 10_000, timeout: 20_000 };
const ATTEMPTS = 5;
const PAUSE_MS = 20;
const POOLED = 8; // of ten connections: two stay free for readers

export { dialect };

type Begun = { client: Prisma.TransactionClient; started: Started };

const client = await once("db", connect);
const room = once("db queue", () =>
  waitingRoom(dialect === "sqlite" ? 1 : POOLED, LIMITS.maxWait + LIMITS.timeout),
);
const inGroup = once("db groups", () => commitGroups<Begun>({ room, begin }));

/**
 * Prisma's client; inside {@link transaction} the transaction's own, everywhere it leads. Both databases share the types of the
 * SQLite client. It has no `$transaction`: use the function.
 */
export const db = new Proxy({} as Omit<Client, "$transaction" | "$extends" | "$on">, {
  get(_, name) {
    if (name === "$queryRaw") return askByHand;
    if (name === "$executeRaw") return runByHand;
    const target = current();
    const value: unknown = Reflect.get(target, name, target);
    return typeof value === "function" ? value.bind(target) : value;
  },
});

/** Whether a {@link transaction} is under way around the caller. */
export function isInTransaction() {
  return ambient.getStore()?.open === true;
}

/**
 * All that `work` writes through {@link db} commits together, or nothing of it: when it throws, and when a statement in it
 * failed, even if `work` caught that. Inside another transaction it joins that one. Callers wait for their turn. When the
 * database refuses for a passing reason, all of `work` runs again: leave nothing behind in memory.
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (isInTransaction()) return work();
  for (let attempt = 1; ; attempt++) {
    try {
      // PostgreSQL gathers the commits of its connections by itself.
      if (dialect === "postgresql") return await room.enter(() => begin((begun) => within(begun, work)));
      return await inGroup((begun) => apart(begun, work));
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error, dialect)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** attempt * Math.random()));
    }
  }
}

function begin<T>(work: (begun: Begun) => Promise<T>) {
  const started: Started = {};
  const transact = () => client.$transaction((tx) => work({ client: tx, started }), LIMITS);
  return ambient.run({ started, open: false }, transact);
}

/** A part of a group's transaction: it can be taken back alone. */
async function apart<T>(begun: Begun, work: () => Promise<T>): Promise<T> {
  const mark = (sql: Prisma.Sql) => ambient.exit(() => run(driverOf(begun), sql));
  await mark(Prisma.sql`SAVEPOINT part`);
  try {
    const result = await within(begun, work);
    await mark(Prisma.sql`RELEASE part`);
    return result;
  } catch (error) {
    // Where even this fails the connection lets nothing of the group commit.
    await mark(Prisma.sql`ROLLBACK TO part`).catch(() => undefined);
    throw error;
  }
}

async function within<T>(begun: Begun, work: () => Promise<T>): Promise<T> {
  const store: Ambient = { ...begun, open: true };
  try {
    return await ambient.run(store, work);
  } catch (error) {
    // What is on its way to the database arrives there, to be taken back with the rest.
    await new Promise(setImmediate);
    throw error;
  } finally {
    // What `work` started and did not wait for, a timer say, is outside from now on.
    store.open = false;
  }
}

function current() {
  const store = ambient.getStore();
  return (store?.open && store.client) || client;
}

async function driver() {
  const store = ambient.getStore();
  if (store?.open) return driverOf(store);
  if (!openAdapter()) await client.$connect();
  return driverOf({ started: { driver: openAdapter() } });
}

function driverOf({ started: { driver } }: Pick<Begun, "started">) {
  if (!driver) throw new Error("This transaction has ended");
  return driver;
}

type Template = [statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]];

const statementOf = ([statement, ...values]: Template) =>
  statement instanceof Prisma.Sql ? statement : Prisma.sql(statement, ...values);

const askByHand = async (...template: Template) => ask(await driver(), statementOf(template));
const runByHand = async (...template: Template) => run(await driver(), statementOf(template));

async function connect(): Promise<Client> {
  const transactionOptions = LIMITS;
  if (env.DATABASE_URL === undefined) {
    const [{ PrismaClient }, { OneConnection }] = await Promise.all([
      import("./generated/sqlite/client"),
      import("./one-connection.server"),
    ]);
    makeDataDir();
    return new PrismaClient({ adapter: new OneConnection(databaseFile), transactionOptions });
  }
  const [{ PrismaClient }, { HonestPg }] = await Promise.all([
    import("./generated/postgresql/client"),
    import("./postgresql.server"),
  ]);
  const client = new PrismaClient({ adapter: new HonestPg(env.DATABASE_URL), transactionOptions });
  return client as unknown as Client;
}
