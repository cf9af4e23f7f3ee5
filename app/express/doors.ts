import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigurationError, env } from "~/env.server";
import { announceClosing } from "~/models/site/closing.server";
import { attachSockets } from "~/realtime/sockets";
import { isTooLarge } from "./body-limits";
import { surviveStrayErrors } from "./last-resort";
import { answerMalformed } from "./malformed";

const FINISH_MS = 3_500;
const SWEEP_MS = 25;
/** So many callers may wait to be let in: after a restart every device comes back at the same moment. */
const WAITING = 4_096;

/**
 * Listens for all four doors. `close` refuses newcomers, cuts the sockets, waits a moment for requests under way and
 * ends what is still open. Throws `ConfigurationError` when the port cannot be had.
 */
export async function openDoors(server: Server) {
  surviveStrayErrors();
  answerMalformed(server);
  server.on("checkContinue", (request, response) => {
    if (!isTooLarge(request)) response.writeContinue();
    server.emit("request", request, response);
  });
  const sockets = attachSockets(server);
  await listen(server);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      announceClosing();
      const finished = finish(server);
      await sockets.close();
      await finished;
    },
  };
}

async function listen(server: Server) {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(sentenceFor(error)));
    server.listen({ port: env.PORT, host: env.HOST, backlog: WAITING }, resolve);
  });
}

function sentenceFor(error: NodeJS.ErrnoException) {
  if (error.code === "EADDRINUSE") {
    const sentence = `Another program already uses port ${env.PORT}: stop it, or set PORT to another number.`;
    return new ConfigurationError(sentence, { cause: error });
  }
  if (error.code === "EACCES") {
    const sentence = `Port ${env.PORT} needs more rights than this process has: set PORT to 1024 or more.`;
    return new ConfigurationError(sentence, { cause: error });
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    const sentence = `HOST ${env.HOST} is not an address of this machine: leave it out to listen on all.`;
    return new ConfigurationError(sentence, { cause: error });
  }
  return error;
}

/** Connections between two requests are not asked to leave: they are swept away until none is left. */
async function finish(server: Server) {
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const limit = setTimeout(() => server.closeAllConnections(), FINISH_MS);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweep);
  clearTimeout(limit);
}
