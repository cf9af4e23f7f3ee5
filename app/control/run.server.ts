import { setTimeout as pause } from "node:timers/promises";
import { db } from "~/db/client.server";
import { FolderInUse } from "~/db/lock.server";
import { openDatabase } from "~/db/open.server";
import { ConfigurationError, env } from "~/env.server";
import { Failure } from "~/models/failure";
import { askServer } from "./call.server";
import type { Command, Order } from "./command";
import { commands } from "./commands/index.server";
import type { Say } from "./message";
import { openTerminal } from "./terminal.server";

const TRIES = 50;
const PAUSE_MS = 200;
const BUSY = `The process that uses ${env.DATA_DIR} takes no commands: wait until it has started, or stop it.`;

/** Does what was typed: the running server is asked, and only when none runs this process opens the shop itself. Returns the exit code. */
export async function runCommand(name: string, words: string[], { root }: { root: string }) {
  const terminal = openTerminal();
  try {
    const command = commands.get(name);
    if (!command)
      throw new Failure("not_found", `There is no command ${name}: use ${[...commands.keys()].join(", ")}`);
    return await performSomewhere(name, command, await command.read(words), terminal.show, root);
  } catch (error) {
    if (!(error instanceof Failure || error instanceof ConfigurationError)) throw error;
    terminal.show({ kind: "failure", text: error.message });
    return 1;
  } finally {
    terminal.close();
  }
}

async function performSomewhere(name: string, command: Command, order: Order, say: Say, root: string) {
  for (let attempt = 1; ; attempt++) {
    const messages = await askServer(name, order);
    if (messages) return relay(messages, say);
    const unlock = await openDatabase(root).catch((error) => {
      if (!(error instanceof FolderInUse)) throw error;
    });
    if (unlock) return performHere(command, order, say).finally(unlock);
    // Another process has the folder and does not listen yet, or is about to end.
    if (attempt === TRIES) throw new Failure("conflict", BUSY);
    await pause(PAUSE_MS);
  }
}

async function relay(messages: Awaited<ReturnType<typeof askServer>>, say: Say) {
  let exitCode = 1;
  for await (const message of messages ?? []) {
    say(message);
    if (message.kind === "end") exitCode = message.exitCode;
  }
  return exitCode;
}

async function performHere(command: Command, { input, file }: Order, say: Say) {
  const stopped = new AbortController();
  process.once("SIGINT", () => stopped.abort());
  try {
    return await command.perform(input, { say, file, stopped: stopped.signal });
  } finally {
    await db.$disconnect();
  }
}
