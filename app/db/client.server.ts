import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { env } from "~/env.server";
import { once } from "~/once.server";
import { PrismaClient, type Prisma } from "./generated/sqlite/client";

export const dialect: "sqlite" | "postgresql" = env.DATABASE_URL ? "postgresql" : "sqlite";

const client = await once("db", async () => {
  if (env.DATABASE_URL) {
    const { PrismaPg } = await import("@prisma/adapter-pg");
    const pg = await import("./generated/postgresql/client");
    return new pg.PrismaClient({ adapter: new PrismaPg({ connectionString: env.DATABASE_URL }) }) as unknown as PrismaClient;
  }
  const adapter = new PrismaLibSql({ url: `file:${env.DATA_DIR}/atelier.db`, timeout: 5_000 } as never, { timestampFormat: "unixepoch-ms" });
  return new PrismaClient({ adapter });
});

const ambient = new AsyncLocalStorage<Prisma.TransactionClient>();

export const db: PrismaClient = new Proxy(client, {
  get(target, name) {
    const source = ambient.getStore() ?? target;
    const value = Reflect.get(source, name);
    return typeof value === "function" && typeof name === "string" && name.startsWith("$") ? value.bind(source) : value;
  },
});

let queue: Promise<unknown> = Promise.resolve();
export const isInTransaction = () => ambient.getStore() !== undefined;

export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (ambient.getStore()) return work();
  const run = () => client.$transaction((tx) => ambient.run(tx, work), { maxWait: 10_000, timeout: 20_000 });
  if (dialect === "postgresql") return run();
  const result = queue.then(run, run);
  queue = result.catch(() => undefined);
  return result;
}
