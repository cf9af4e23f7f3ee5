import type { IncomingHttpHeaders } from "node:http";
import type { Namespace, Server } from "socket.io";
import { type ServerOptions, WebSocketServer } from "ws";

/** So many packets wait for somebody who does not read; what is live is not kept for them. */
const MOST_WAITING = 16;

type Opening = { headers: IncomingHttpHeaders; res?: { req: unknown } };

/** Ends what does not answer a close frame after two seconds, as Android's client does not, rather than after thirty. */
export class PromptWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions & { closeTimeout?: number }) {
    const prompt: typeof options = { ...options, closeTimeout: 2_000 };
    super(prompt);
  }
}

/**
 * Lets go of the request that opened a connection: with its headers it is a good part of what an idle device costs. Nothing
 * reads it afterwards.
 */
export function forgetRequests({ engine }: Server) {
  engine.use((request: Opening, response: Opening["res"], next: () => void) => {
    request.res ??= response;
    next();
  });
  // Engine.IO's stand-in for a response listens to the raw socket for as long as that lives.
  engine.on("headers", (_, { headers, res }: Opening) => {
    if (headers.upgrade && res) res.req = null;
  });
  engine.on("connection", (connection: { request: unknown }) => {
    connection.request = null;
  });
}

const none = new Set<string>();

/** Nobody is called by rooms here, and the one that Socket.IO makes for each connection costs two sets. */
export function withoutRooms({ adapter }: Pick<Namespace, "adapter">) {
  adapter.addAll = (id) => void adapter.sids.set(id, none);
}

/** Whether so much waits for a connection that more would only pile up. */
export function isStalled({ conn }: { conn: unknown }) {
  return (conn as { writeBuffer: unknown[] }).writeBuffer.length >= MOST_WAITING;
}

export type Connection = { transport: object; close: (discard: boolean) => void };

/**
 * Ends a connection so that its client notices at once and comes back by itself. What was still on its way to it is lost. It
 * hears of no close frame: Android's client stops reading at one, and would sit there until its heartbeat runs out.
 */
export function cutOff(connection: Connection) {
  const { socket } = connection.transport as { socket?: { terminate?: () => void } };
  if (socket?.terminate) socket.terminate();
  else connection.close(true);
}
