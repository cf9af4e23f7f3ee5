import { AsyncLocalStorage } from "node:async_hooks";
import { makeDataDir } from "~/data-dir.server";
import { env } from "~/env.server";
import { once } from "~/once.server";
import { databaseFile, dialect } from "./dialect.server";
import type { PrismaClient as Client, Prisma } from "./generated/sqlite/client";
import { isPassing } from "./violations";
import { waitingRoom } from "./waiting-room";

const LIMITS = { maxWait: 10_000, timeout: 20_000 };
const ATTEMPTS = 5;
const PAUSE_MS = 20;
const POOLED = 8; // of ten connections: two stay free for readers

export { dialect };

type Ambient = { client: Prisma.TransactionClient; open: boolean };

const client = await once("db", connect);
const ambient = once("db transactions", () => new AsyncLocalStorage<Ambient>());
const room = once("db queue", () =>
  waitingRoom(dialect === "sqlite" ? 1 : POOLED, LIMITS.maxWait + LIMITS.timeout),
);

/**
 * Prisma's client; inside {@link transaction} the transaction's own, everywhere it leads. Both databases share the types of the
 * SQLite client. It has no `$transaction`: use the function.
 */
export const db = new Proxy({} as Omit<Client, "$transaction" | "$extends" | "$on">, {
  get(_, name) {
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
      return await room.enter(() => perform(work));
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error, dialect)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** attempt * Math.random()));
    }
  }
}

async function perform<T>(work: () => Promise<T>): Promise<T> {
  const store: Partial<Ambient> = {};
  try {
    return await client.$transaction((tx) => {
      const opened = Object.assign(store, { client: tx, open: true });
      return ambient.run(opened, work);
    }, LIMITS);
  } finally {
    // What `work` started and did not wait for, a timer say, is outside from now on.
    store.open = false;
  }
}

function current() {
  const store = ambient.getStore();
  return store?.open ? store.client : client;
}

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
