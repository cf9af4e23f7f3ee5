import { connect } from "node:net";
import type { RunningServer } from "../setup/server";

/** Sends bytes as they are and reads until the server closes the connection, or `limitMs` have passed. */
export async function sendRaw(server: Pick<RunningServer, "origin">, bytes: string, limitMs = 3_000) {
  const { hostname, port } = new URL(server.origin);
  const began = Date.now();
  return new Promise<{ text: string; status: number; closed: boolean; ms: number }>((resolve) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const finish = (closed: boolean) => {
      clearTimeout(limit);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ text, status, closed, ms: Date.now() - began });
    };
    const limit = setTimeout(() => finish(false), limitMs);
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => finish(true));
  });
}

export type Dawdled = { first: string; text: string; status: number; closed: boolean; ms: number };

/**
 * A caller who holds a connection: sends a byte of its body now and then (`write`), or takes in nothing of its answers (`read`).
 * Resolves when the server ends it, or after `limitMs`.
 */
export function dawdle(
  server: Pick<RunningServer, "origin">,
  { lines, kind, limitMs }: { lines: string[]; kind: "read" | "write"; limitMs: number },
) {
  const { hostname, port } = new URL(server.origin);
  const began = Date.now();
  return new Promise<Dawdled>((resolve) => {
    let text = "";
    const [first = "", ...others] = lines;
    const socket = connect(Number(port), hostname, () => {
      socket.write([`${first} HTTP/1.1`, "Host: shop.test", ...others, "", ""].join("\r\n"));
      if (kind === "read") socket.pause();
    });
    // Between two requests an empty line means nothing (RFC 9112, 2.2), but only an open connection takes it.
    const more = setInterval(() => socket.write(kind === "write" ? " " : "\r\n"), 1_000);
    const finish = (closed: boolean) => {
      clearInterval(more);
      clearTimeout(limit);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ first, text, status, closed, ms: Date.now() - began });
    };
    const limit = setTimeout(() => finish(false), limitMs);
    socket.on("data", (bytes) => {
      text += bytes;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => finish(true));
  });
}
