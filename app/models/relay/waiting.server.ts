import { onDeviceEnded } from "~/models/device/endings.server";
import { isClosing, onClosing } from "~/models/site/closing.server";
import { once } from "~/once.server";
import { onPosted } from "./posted.server";
import { POLL_LIMITS } from "./query";

/** Why a device that waited waits no longer. */
export type Call = "mail" | "quiet" | "over";
type Waiter = (call: Call) => void;

const waiters = once("mail waiters", () => {
  const waiters = new Map<string, Set<Waiter>>();
  const call = (deviceId: string, why: Call) => {
    for (const waiter of [...(waiters.get(deviceId) ?? [])]) waiter(why);
  };
  onPosted((posted) => {
    for (const { copies } of posted) for (const { deviceId } of copies) call(deviceId, "mail");
  });
  onDeviceEnded((ended) => {
    for (const id of ended.keys()) call(id, "over");
  });
  onClosing(() => {
    for (const id of [...waiters.keys()]) call(id, "over");
  });
  return waiters;
});

/** Begins to listen for mail at once; `wait` then tells what came first. A device that waits in too many places leaves the oldest. */
export function listenForMail(deviceId: string, signal: AbortSignal) {
  const own = waiters.get(deviceId) ?? new Set();
  waiters.set(deviceId, own);
  let heard: Call | undefined = isClosing() ? "over" : undefined;
  let tell: Waiter | undefined;
  const hear: Waiter = (call) => {
    if (heard !== "over") heard = call;
    tell?.(call);
  };
  const stop = () => {
    own.delete(hear);
    if (own.size === 0 && waiters.get(deviceId) === own) waiters.delete(deviceId);
    signal.removeEventListener("abort", left);
  };
  const left = () => hear("over");
  own.add(hear);
  signal.addEventListener("abort", left);
  const [oldest] = own;
  if (own.size > POLL_LIMITS.open) oldest?.("over");

  async function wait(ms: number): Promise<Call> {
    if (heard === undefined) {
      let limit: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        tell = () => resolve();
        limit = setTimeout(resolve, ms);
      });
      clearTimeout(limit);
      tell = undefined;
    }
    const call = heard ?? "quiet";
    if (heard === "mail") heard = undefined;
    return call;
  }
  return { wait, stop };
}
