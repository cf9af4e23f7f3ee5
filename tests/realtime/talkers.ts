import { io, type Socket } from "socket.io-client";
import { requireDeclared } from "../setup/declared-sayings";
import { foreignClients } from "../setup/foreign-clients";
import type { RunningServer } from "../setup/server";
import { until } from "./device";
import { startProbe } from "./probe";

export type Heard = { name: string; namespace: string; data: unknown };

/** A device on some client of Socket.IO, the same to drive on each. */
export type Talker = {
  /** Connects to each of these namespaces; the code of the refusal if it is refused, else null. */
  connect(namespaces: string[], auth: Record<string, string>): Promise<string | null>;
  ask(namespace: string, name: string, data: unknown): Promise<unknown>;
  /** All that has come, in its order. */
  heard: Heard[];
  disconnect(): Promise<void>;
  end(): void;
};

/** socket.io-client of npm, on polling first, as it is by itself. */
export function npmTalker({ origin }: RunningServer): Talker {
  const heard: Heard[] = [];
  let sockets: Record<string, Socket> = {};
  const end = () => {
    for (const socket of Object.values(sockets)) socket.disconnect();
  };
  return {
    heard,
    async connect(namespaces, auth) {
      const fresh = { auth, reconnection: false, forceNew: true };
      const first = io(`${origin}${namespaces[0]}`, fresh);
      // The others share the connection of the first.
      const others = namespaces.slice(1).map((name) => first.io.socket(name, { auth }).connect());
      sockets = Object.fromEntries(
        namespaces.map((name, at) => [name, at === 0 ? first : others[at - 1]]),
      ) as typeof sockets;
      const codes = await Promise.all(
        Object.entries(sockets).map(([namespace, socket]) => {
          socket.onAny((name: string, data: unknown) => heard.push({ name, namespace, data }));
          return cameIn(socket);
        }),
      );
      return codes.find((code) => code !== null) ?? null;
    },
    ask: (namespace, name, data) =>
      sockets[namespace]?.timeout(5_000).emitWithAck(name, data) ?? Promise.reject(),
    disconnect: async () => end(),
    end,
  };
}

function cameIn(socket: Socket) {
  return new Promise<string | null>((resolve) => {
    socket.once("connect", () => resolve(null));
    socket.once("connect_error", (error) =>
      resolve((error as { data?: { code: string } }).data?.code ?? "?"),
    );
  });
}

type Line = {
  came?: string;
  namespace: string;
  data?: unknown;
  connected?: string[];
  refused?: { data?: { code: string } };
  answered?: unknown;
  disconnected?: true;
};

/** python3-socketio as Debian packs it, in a process of its own. */
export function pythonTalker({ origin }: RunningServer): Talker {
  const heard: Heard[] = [];
  const probe = startProbe(foreignClients.python.command([origin]));
  let read = 0;
  const take = () => {
    const fresh = probe.lines.slice(read).map(({ text }) => JSON.parse(text) as Line);
    read += fresh.length;
    for (const { came, namespace, data } of fresh) if (came) heard.push({ name: came, namespace, data });
    return fresh;
  };
  const watch = setInterval(take, 20);
  /** Tells the program what to do, and waits for the line that says what came of it. */
  async function order(command: object, done: (line: Line) => boolean) {
    const from = probe.lines.length;
    probe.tell(JSON.stringify(command));
    const { text } = await probe.line((line) => done(JSON.parse(line)), { from });
    return JSON.parse(text) as Line;
  }
  return {
    heard,
    async connect(namespaces, auth) {
      const command = { do: "connect", namespaces, auth };
      const { refused } = await order(command, (line) => !!line.connected || !!line.refused);
      return refused ? (refused.data?.code ?? "?") : null;
    },
    ask: async (namespace, event, data) =>
      (await order({ do: "ask", namespace, event, data }, (line) => "answered" in line)).answered,
    disconnect: async () => void (await order({ do: "disconnect" }, (line) => !!line.disconnected)),
    end() {
      clearInterval(watch);
      probe.end();
    },
  };
}

/** What came under this name, waited for until there is so much of it. */
export async function cameTo<T>(talker: Talker, name: string, count: number): Promise<T[]> {
  for (const { namespace, name: said, data } of talker.heard) requireDeclared(namespace.slice(1), said, data);
  const found = () => talker.heard.filter((one) => one.name === name).map(({ data }) => data as T);
  await until(() => found().length >= count);
  return found();
}
