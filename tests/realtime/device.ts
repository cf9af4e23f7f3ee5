import { io, type Socket } from "socket.io-client";
import type { RelayEvent } from "~/realtime/protocol";
import { requireDeclared, requireDeclaredReply } from "../setup/declared-sayings";
import { expectPrompt, measured } from "../setup/promptness";
import type { RunningServer } from "../setup/server";

type Auth = Record<string, unknown>;

/** A device as an app would be: keeps what came, acknowledges it, and comes back with its cursor. */
export function device(
  server: Pick<RunningServer, "origin">,
  auth: Auth,
  { acks = true, retry = true } = {},
) {
  const events: RelayEvent[] = [];
  const resyncs: { reason: string; after: string }[] = [];
  let after = "";
  const socket: Socket = io(`${server.origin}/relay`, {
    auth: (send) => send({ ...auth, ...(after && { after }) }),
    transports: ["websocket"],
    reconnection: retry,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    forceNew: true,
  });
  socket.onAny((name: string, said: unknown) => requireDeclared("relay", name, said));
  socket.on("event", (event: RelayEvent) => {
    events.push(event);
    after = event.after;
    if (acks) socket.emit("ack", { seq: event.seq });
  });
  socket.on("ready", (state: { after: string }) => {
    after = state.after;
  });
  socket.on("resync", (order: { reason: string; after: string }) => resyncs.push(order));
  return {
    socket,
    events,
    resyncs,
    cursor: () => after,
    close: () => socket.disconnect(),
    /** Sends one event and waits for its acknowledgement. What is refused is refused at once. */
    ask: async (name: string, ...payload: unknown[]) => {
      const send = async () => ({ said: await socket.timeout(5_000).emitWithAck(name, ...payload) });
      const answer = await measured(send, ({ said }) => said?.ok === false);
      if (answer.said?.ok === false) expectPrompt(answer, name);
      requireDeclaredReply("relay", name, answer.said);
      return answer.said;
    },
    refused: () =>
      new Promise<Error & { data?: { code: string } }>((resolve) => socket.once("connect_error", resolve)),
  };
}

/** Waits until `holds`, looking often; fails after the limit. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 10_000) {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`still not so after ${limitMs} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
