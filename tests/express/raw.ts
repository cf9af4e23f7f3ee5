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
