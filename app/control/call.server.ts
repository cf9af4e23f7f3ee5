import { type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream";
import { env } from "~/env.server";
import { Failure } from "~/models/failure";
import { controlAddress } from "./address.server";
import type { Order } from "./command";
import { Message } from "./message";
import { sendOrder } from "./order.server";

const BROKEN_OFF = "The server ended before this was done. What it did is kept; run the command again.";

/** Asks the running server to perform a command. Null when none runs. Throws `Failure` when one runs that cannot be asked. */
export async function askServer(name: string, order: Order): Promise<AsyncIterable<Message> | null> {
  const response = await send(name, order);
  return response && messagesOf(response);
}

function send(name: string, order: Order) {
  return new Promise<IncomingMessage | null>((resolve, reject) => {
    const socketPath = controlAddress(env.DATA_DIR);
    const call = request({ socketPath, method: "POST", path: `/${name}`, agent: false });
    call.once("response", resolve);
    call.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else reject(explain(error));
    });
    // Nothing of a file is read before somebody listens.
    call.once("socket", (socket) => {
      socket.once("connect", () => pipeline(sendOrder(order), call, () => undefined));
    });
  });
}

function explain(error: NodeJS.ErrnoException) {
  if (error.code === "EACCES")
    return new Failure("forbidden", "The server runs as another user: run this command as that user");
  return isBroken(error) ? new Failure("conflict", BROKEN_OFF) : error;
}

const isBroken = (error: unknown) =>
  error instanceof Error && "code" in error && ["ECONNRESET", "EPIPE"].includes(String(error.code));

async function* messagesOf(response: IncomingMessage): AsyncGenerator<Message> {
  let last: Message | undefined;
  try {
    for await (const line of createInterface({ input: response })) {
      last = Message.parse(JSON.parse(line));
      yield last;
    }
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  if (last?.kind !== "end" && last?.kind !== "failure") yield { kind: "failure", text: BROKEN_OFF };
}
