import { logger } from "~/logger.server";
import { onTold, tellFleet } from "~/models/fleet/talk.server";
import {
  type AirNamespace,
  type AirSocket,
  type SignalAnswer,
  SignalIn,
  type SignalOut,
} from "./air-protocol";
import { cutOff, isStalled } from "./engine";
import { followState } from "./live-state";
import { pace } from "./pace";
import { judgePayload } from "./payload";
import { airSocketsOf, company, elsewhere } from "./presence";
import { type Refused, refusal } from "./refusals";

/** Live signals between the devices of an account, and the state of the shop: at most once, nothing is stored. */
export function openAir(air: AirNamespace) {
  const state = followState((changed) => {
    // Who does not read would miss it for good: cut, it comes back and hears all of it.
    for (const socket of air.sockets.values()) if (isStalled(socket)) cutOff(socket.conn);
    air.emit("state", changed);
  });

  async function greet(socket: AirSocket) {
    try {
      const whole = await state.whole();
      if (socket.connected) socket.emit("state", whole);
    } catch (error) {
      logger.error({ err: error }, "a device did not hear the state");
      cutOff(socket.conn);
    }
  }

  onTold("signal", (passed: Passed) => void passHere(passed));
  air.on("connection", (socket) => {
    socket.onAny(heard);
    void greet(socket);
  });
}

/** Whatever comes in: a name may be a number, a payload anything, and the acknowledgement missing. */
function heard(this: AirSocket, name: unknown, ...args: unknown[]) {
  const last = args.at(-1);
  const answer = typeof last === "function" ? last : () => {};
  const { allowed, cut, retryAfterSeconds } = pace(this);
  if (cut) return cutOff(this.conn);
  if (!allowed)
    return answer(refusal("rate_limited", "Send at most 120 messages a minute", retryAfterSeconds));
  if (name !== "signal")
    return answer(refusal("unknown_event", `There is no event ${String(name).slice(0, 40)}`));
  answer(pass(this, args[0]));
}

function pass(socket: AirSocket, payload: unknown): SignalAnswer | Refused {
  const judged = judgePayload(payload);
  if (judged === "too_large") return refusal("too_large", "A message is at most 64 kB");
  const signal = SignalIn.safeParse(judged === "fits" ? payload : null);
  if (!signal.success)
    return refusal("invalid", signal.error.issues[0]?.message ?? "The signal does not fit");
  const { userId, deviceId: from } = socket.data;
  const passed = { userId, from, ...signal.data };
  const reached = passHere(passed);
  const away = [...elsewhere.airOf(userId)].filter((id) => isMeant(id, passed));
  if (away.length > 0)
    tellFleet("signal", passed).catch((error) => logger.warn({ err: error }, "a signal was lost"));
  return { ok: true, reached: new Set([...reached, ...away]).size };
}

type Passed = SignalIn & { userId: string; from: string };

const isMeant = (id: string, { from, to }: Passed) => id !== from && (to === "all" || to === id);

/** Answers which devices it was handed to. */
function passHere(passed: Passed) {
  const { userId, to: _, ...told } = passed;
  const meant = [...company.devicesOf(userId)].filter(([id]) => isMeant(id, passed));
  return meant.flatMap(([id, { sockets }]) => (hand(airSocketsOf(sockets), told) ? [id] : []));
}

function hand(sockets: readonly AirSocket[], signal: SignalOut) {
  const reading = sockets.filter((socket) => !isStalled(socket));
  for (const socket of reading) socket.emit("signal", signal);
  return reading.length > 0;
}
