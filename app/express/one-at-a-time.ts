import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** So many requests may stand behind the one that is being answered. */
const WAITING = 16;

type Line = { busy: boolean; waiting: (() => void)[] };

/**
 * The requests of a connection, one after the other. Node hands over all that came in one piece at once (RFC 9112, 9.3.2), and a
 * caller who reads none of the answers would have a thousand of them made. Whoever sends still more ahead is cut off.
 */
export function oneAtATime() {
  const lines = new WeakMap<Socket, Line>();
  return ({ socket }: IncomingMessage, response: ServerResponse, next: () => void) => {
    const line = lines.get(socket) ?? { busy: false, waiting: [] };
    lines.set(socket, line);
    const enter = () => {
      line.busy = true;
      response.once("close", () => {
        line.busy = false;
        if (!socket.destroyed) line.waiting.shift()?.();
      });
      next();
    };
    if (!line.busy) enter();
    else if (line.waiting.length < WAITING) line.waiting.push(enter);
    else socket.destroy();
  };
}
