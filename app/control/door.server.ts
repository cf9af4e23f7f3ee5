import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Server } from "node:net";
import { env } from "~/env.server";
import { logger } from "~/logger.server";
import { Failure } from "~/models/failure";
import { forgetWaiting, getWaiting, keepWaiting } from "~/models/import/waiting.server";
import { controlAddress, prepareFolder } from "./address.server";
import { commands } from "./commands/index.server";
import type { Message } from "./message";
import { readOrder } from "./order.server";

const BROUGHT_BY = "command";

/**
 * Lets commands in while the server runs: HTTP over a socket that only this user may open. It begins when the data folder is
 * locked, so a socket that nobody answers is left from a kill and is replaced. `close` stops what still runs.
 */
export async function openControlDoor() {
  const address = controlAddress(env.DATA_DIR);
  prepareFolder(address, env.DATA_DIR);
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const answer = serve(request, response, stopped.signal).finally(() => running.delete(answer));
    running.add(answer);
  });
  if (!(await isAnswered(address))) await listen(server, address);
  return {
    async close() {
      stopped.abort();
      server.close();
      await Promise.all(running);
      server.closeAllConnections();
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, closing: AbortSignal) {
  const name = request.url?.slice(1) ?? "";
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.writeHead(200, { "Content-Type": "application/x-ndjson" });
  const say = (message: Message) => void response.write(`${JSON.stringify(message)}\n`);
  let word: string | undefined;
  try {
    const { input, rest, hasFile } = await readOrder(request);
    if (hasFile) word = await keepWaiting(rest, BROUGHT_BY);
    else for await (const _chunk of rest);
    const command = commands.get(name);
    if (!command) throw new Failure("not_found", `The running server knows no command ${name}: restart it`);
    const file = word && (await getWaiting(word, BROUGHT_BY));
    logger.info({ command: name }, "command");
    const stopped = AbortSignal.any([closing, gone.signal]);
    say({ kind: "end", exitCode: await command.perform(input, { say, file, stopped }) });
  } catch (error) {
    say({ kind: "failure", text: tellFailure(error, name) });
  } finally {
    response.end();
    if (word) await forgetWaiting(word, BROUGHT_BY);
  }
}

function tellFailure(error: unknown, command: string) {
  if (error instanceof Failure) return error.message;
  logger.error({ err: error, command }, "command failed");
  return "The server could not do this; its log says why.";
}

function isAnswered(address: string) {
  return new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function listen(server: Server, address: string) {
  if (!address.startsWith("\\\\")) await rm(address, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // The socket is made before `listen` returns, under this mask.
    const earlier = process.umask(0o177);
    server.listen(address, resolve);
    process.umask(earlier);
  });
}
