import type { Member } from "../../realtime/crowd-of-devices";
import { comeIn, type Guest, nowMs, until } from "./guests";

const ACK_EVERY = 64;

type CatchUp = { origin: string; members: Member[]; waiting: number };

/**
 * All devices come back in the same moment and read what waits for them, acknowledging as they go. Answers how long it took
 * until the last had all of it, and how many messages came out of order.
 */
export async function catchUp({ origin, members, waiting }: CatchUp) {
  const began = nowMs();
  let messages = 0;
  let disorder = 0;
  const guests = await comeIn(origin, ["/relay"], members.map(reader), members.length);
  await until(() => messages >= members.length * waiting);
  const ms = nowMs() - began;
  for (const { wire } of guests) wire.hangUp();
  return { ms, messages, disorder };

  function reader(member: Member) {
    let last = 0;
    let unacknowledged = 0;
    const guest: Member & { wire?: Guest["wire"]; hear: (text: string) => void } = { ...member, hear };
    return guest;

    function hear(text: string) {
      const event = /^42\/relay,\["(event|ready)"(?:,\{"seq":(\d+))?/.exec(text);
      if (event?.[1] === "event") {
        const seq = Number(event[2]);
        if (seq <= last) disorder++;
        last = seq;
        messages++;
        unacknowledged++;
      }
      if (unacknowledged < ACK_EVERY && event?.[1] !== "ready") return;
      unacknowledged = 0;
      guest.wire?.send(`42/relay,["ack",{"seq":${last}}]`);
    }
  }
}
