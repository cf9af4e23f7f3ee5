import type { Member } from "../../realtime/crowd-of-devices";
import { comeIn, type Guest, nowMs, pause, until } from "./guests";

type Talk = { origin: string; members: Member[]; perSecond: number; seconds: number };

/**
 * Each device sends to the next of its account, durably, all of them together so many times a second. Answers how long each
 * message took until the other device had it, and until its sender knew that it was safe.
 */
export async function converse({ origin, members, perSecond, seconds }: Talk) {
  const sentAt = new Map<string, number>();
  const received: number[] = [];
  const acknowledged: number[] = [];
  const guests = await comeIn(
    origin,
    ["/relay"],
    members.map((member) => ({ ...member, hear: () => {} })),
  );
  for (const guest of guests) guest.hear = (text) => hear(guest, text);

  function hear({ wire }: Guest, text: string) {
    const answered = /^43\/relay,(\d+)\[\{"ok":true/.exec(text)?.[1];
    if (answered) acknowledged.push(since(answered));
    const [, seq] = /^42\/relay,\["event",\{"seq":(\d+)/.exec(text) ?? [];
    const number = /"text":"bench-(\d+)"/.exec(text)?.[1];
    if (!seq || !number) return;
    received.push(since(number));
    wire.send(`42/relay,["ack",{"seq":${seq}}]`);
  }
  const since = (number: string) => nowMs() - (sentAt.get(number) ?? Number.NaN);

  const total = perSecond * seconds;
  const began = nowMs();
  for (let number = 1; number <= total; number++) {
    await pause(Math.max(0, began + (number * 1_000) / perSecond - nowMs()));
    const from = guests[number % guests.length];
    const to = guests.find(({ userId, deviceId }) => userId === from?.userId && deviceId !== from.deviceId);
    const message = {
      clientId: `bench-${number}`,
      to: to?.deviceId,
      type: "note",
      data: { text: `bench-${number}` },
    };
    sentAt.set(String(number), nowMs());
    from?.wire.send(`42/relay,${number}${JSON.stringify(["message:send", message])}`);
  }
  await until(() => received.length >= total && acknowledged.length >= total);
  for (const { wire } of guests) wire.hangUp();
  return { received, acknowledged };
}
