import pg from "pg";
import { env } from "~/env.server";
import { once } from "~/once.server";
import { newId } from "./new-id";
import { type Notice, noticeReader, textsOf } from "./notices";
import { postgresAddress } from "./postgresql-address";

/** Where the processes of a shop say what there is. */
export const CHANNEL = "atelier";
const RETRY_MS = 250;
const PATIENCE_MS = 5_000;

/** How this process is told from others on the same database. */
export const processId = once("process id", newId);

/** That a counter has moved, as a statement says it in its transaction. */
export const movedText = (counter: string) => textsOf(processId, { about: counter })[0] ?? "";

type Options = {
  /** Hears what other processes say. */
  hear: (notice: Notice, from: string) => void;
  /** The line is open, again: what was said before was not heard. */
  joined: () => void;
  /** It broke, or what was heard could not be used. That it is still broken is not told each time. */
  onError: (error: unknown) => void;
};

/**
 * One connection to PostgreSQL over which this process hears the others on its database, and can tell them something. It is
 * opened again and again until it holds; `tried` is over after the first time.
 */
export function openLine({ hear, joined, onError }: Options) {
  let line: pg.Client | undefined;
  let isOver = false;
  let isBroken = false;
  let retry: NodeJS.Timeout | undefined;

  async function join() {
    const client = newClient();
    const read = noticeReader((notice, from) => from !== processId && hear(notice, from));
    let left = false;
    const leave = (error: unknown) => {
      if (left) return;
      left = true;
      if (line === client) line = undefined;
      void client.end().catch(() => undefined);
      if (isOver) return;
      if (!isBroken) onError(error);
      isBroken = true;
      retry = setTimeout(join, RETRY_MS).unref();
    };
    client.on("error", leave);
    client.on("end", () => leave(new Error("The connection ended")));
    client.on("notification", ({ payload = "" }) => {
      try {
        read(payload);
      } catch (error) {
        onError(error);
      }
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      if (left) return;
      line = client;
      isBroken = false;
      joined();
    } catch (error) {
      leave(error);
    }
  }

  return {
    tried: join(),
    /** Tells the other processes. Throws while the line is broken. One that fell silent breaks. */
    async say(notice: Notice) {
      const client = line;
      if (!client) throw new Error("The line is broken");
      try {
        const texts = textsOf(processId, notice);
        await client.query("SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text", [CHANNEL, texts]);
      } catch (error) {
        client.emit("error", error);
        throw error;
      }
    },
    async close() {
      isOver = true;
      clearTimeout(retry);
      await line?.end();
    },
  };
}

function newClient() {
  return new pg.Client({
    application_name: "atelier listens",
    ...postgresAddress(env.DATABASE_URL ?? ""),
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
}
