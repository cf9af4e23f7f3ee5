import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { db, transaction } from "~/db/client.server";
import { homeOfDatabase } from "~/db/home.server";
import { newId } from "~/db/new-id";
import { env } from "~/env.server";
import { logger } from "~/logger.server";
import { onPosted } from "./posted.server";

const HOME = "database-home";
const Home = z.object({ home: z.string() });
const Mark = z.object({ messages: z.int().min(0) });
const WRITE_MS = 1_000;

/**
 * Begins a new epoch in every mailbox when the database was restored or moved: numbers that devices have seen would be given out
 * again for other messages. A copy tells by where it lies, and an older state put in the same place by having fewer messages than
 * were written here, which a file beside the database remembers. `close` brings that file up to date.
 */
export async function followTimeline(onError: (error: unknown) => void) {
  const file = path.join(env.DATA_DIR, "relay.json");
  const written = (await db.counter.findUnique({ where: { name: "message" } }))?.value ?? 0;
  const isOlder = written < (await readMark(file));
  if ((await settle(isOlder)) === "elsewhere")
    logger.warn("the database was restored or moved: devices load their snapshot again");

  let messages = written;
  let timer: NodeJS.Timeout | undefined;
  async function write() {
    timer = undefined;
    await writeFile(`${file}.new`, JSON.stringify({ messages } satisfies z.input<typeof Mark>));
    await rename(`${file}.new`, file);
  }
  const end = onPosted((posted) => {
    for (const { message } of posted) messages = Math.max(messages, message.seq);
    timer ??= setTimeout(() => write().catch(onError), WRITE_MS).unref();
  });
  await write();
  return {
    async close() {
      end();
      clearTimeout(timer);
      await write().catch(onError);
    },
  };
}

/** Notes where the database lies now. */
async function settle(isOlder: boolean) {
  const home = await homeOfDatabase();
  return transaction(async () => {
    const row = await db.siteConfig.findUnique({ where: { key: HOME }, select: { value: true } });
    const known = Home.safeParse(row?.value).data?.home;
    if (known === home && !isOlder) return "here";
    await db.siteConfig.upsert({
      where: { key: HOME },
      create: { key: HOME, value: { home } },
      update: { value: { home } },
      select: { key: true },
    });
    if (known === undefined && !isOlder) return "new";
    await db.device.updateMany({ data: { epoch: newId() } });
    return "elsewhere";
  });
}

/** How many messages there were at least. A power cut may have left the file empty, and there may be none yet. */
async function readMark(file: string) {
  try {
    return Mark.parse(JSON.parse(await readFile(file, "utf8"))).messages;
  } catch {
    return 0;
  }
}
