import { Manager, type Socket } from "socket.io-client";
import type { PresenceOut, SignalOut, StateOut } from "~/realtime/air-protocol";
import { requireDeclared, requireDeclaredReply } from "../setup/declared-sayings";
import type { RunningServer } from "../setup/server";

type Auth = Record<string, unknown>;

/** An app on `/air`: keeps what it hears. `relay` joins the other namespace on the same connection. */
export function airDevice({ origin }: Pick<RunningServer, "origin">, auth: Auth, { retry = true } = {}) {
  const manager = new Manager(origin, {
    transports: ["websocket"],
    reconnection: retry,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  });
  const socket: Socket = manager.socket("/air", { auth });
  const presence: PresenceOut["devices"][] = [];
  const signals: SignalOut[] = [];
  const states: StateOut[] = [];
  socket.onAny((name: string, said: unknown) => requireDeclared("air", name, said));
  socket.on("presence", ({ devices }: PresenceOut) => presence.push(devices));
  socket.on("signal", (signal: SignalOut) => signals.push(signal));
  socket.on("state", (state: StateOut) => states.push(state));
  return {
    manager,
    socket,
    presence,
    signals,
    states,
    /** What it knows of another device from all it has heard. */
    knows: (id: string) => presence.flat().findLast((device) => device.id === id),
    relay: () => manager.socket("/relay", { auth }),
    ask: async (name: string, ...payload: unknown[]) => {
      const said = await socket.timeout(5_000).emitWithAck(name, ...payload);
      requireDeclaredReply("air", name, said);
      return said;
    },
    close: () => {
      manager.reconnection(false);
      manager._close();
    },
  };
}
