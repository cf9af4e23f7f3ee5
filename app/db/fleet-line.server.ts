import pg from "pg";
import { env } from "~/env.server";
import { once } from "~/once.server";
import { dialect } from "./dialect.server";
import { newId } from "./new-id";
import { postgresAddress } from "./postgresql-address";

export const CHANNEL = "atelier";
const RETRY_MS = 250;
const PATIENCE_MS = 5_000;
const NAME = "atelier listens";

/** What PostgreSQL carries in one notice, in bytes. */
export const NOTICE_BYTES = 7_900;

/** How this process is told from others on the same database. */
export const processId = once("process id", newId);

/** What processes tell each other: which numbers were given out, or whatever `hear` knows. */
export type Notice = { moved: string } | { changed: { userIds: string[]; deviceIds: string[] } };

/** A notice as it goes over the channel. */
export const noticeOf = (notice: Notice) => JSON.stringify({ from: processId, ...notice });

type Options = {
  /** Hears the notices of other processes. */
  hear: (notice: Notice) => void;
  /** The line is open, again: what was said before was not heard. */
  joined: () => void;
  /** It broke. It is opened again and again until it holds; that is not told each time. */
  broke: (error: Error) => void;
};

/**
 * One connection of this process over which it hears the others on its database, and can tell them something. There is none on
 * SQLite, whose file has one process. Returns when it is open, or was tried once.
 */
export async function openLine({ hear, joined, broke }: Options) {
  let line: pg.Client | undefined;
  let isOver = dialect === "sqlite";
  let isBroken = false;
  let retry: NodeJS.Timeout | undefined;

  async function join() {
    const client = new pg.Client({
      application_name: NAME,
      ...postgresAddress(env.DATABASE_URL ?? ""),
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    let left = false;
    const leave = (error = new Error("The connection ended")) => {
      if (left) return;
      left = true;
      if (line === client) line = undefined;
      // One that fell silent does not end by itself.
      void client.end().catch(() => undefined);
      if (isOver) return;
      if (!isBroken) broke(error);
      isBroken = true;
      retry = setTimeout(join, RETRY_MS).unref();
    };
    client.on("error", leave);
    client.on("end", leave);
    client.on("notification", ({ payload = "{}" }) => {
      const { from, ...notice } = JSON.parse(payload) as Notice & { from: string };
      if (from !== processId) hear(notice as Notice);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      if (left) return;
      line = client;
      isBroken = false;
      joined();
    } catch (error) {
      leave(error as Error);
    }
  }

  if (!isOver) await join();
  return {
    /** Tells the other processes. Fails while the line is broken. At most {@link NOTICE_BYTES}. */
    async say(notice: Notice) {
      if (!line) throw new Error("The line is broken");
      await line.query("SELECT pg_notify($1, $2)", [CHANNEL, noticeOf(notice)]);
    },
    /** Asks whether anybody is at the other end; if not, the line breaks. */
    async check() {
      const asked = line;
      await asked?.query("SELECT 1").catch((error: Error) => asked.emit("error", error));
    },
    async close() {
      isOver = true;
      clearTimeout(retry);
      await line?.end();
    },
  };
}
