// The devices' end of the bench, a process of its own: orders come in by IPC, figures go out.

import type { Member } from "../../realtime/crowd-of-devices";
import { browse } from "./browsing";
import { catchUp } from "./catching-up";
import { converse } from "./conversation";
import { comeIn, type Guest, type Namespace, nowMs, until } from "./guests";

const guests: Guest[] = [];
let mark = "";
let arrivals: number[] = [];

const acts = {
  async join(origin: string, namespaces: Namespace[], members: Member[]) {
    const hear = (text: string) => {
      if (mark && text.includes(mark)) arrivals.push(nowMs());
    };
    guests.push(
      ...(await comeIn(
        origin,
        namespaces,
        members.map((member) => ({ ...member, hear })),
      )),
    );
    return guests.length;
  },
  async leave() {
    for (const { wire } of guests.splice(0)) wire.hangUp();
  },
  /** How many are still there. */
  async present() {
    return guests.filter(({ wire }) => !wire.socket.destroyed).length;
  },
  /** From now on notes when a text with these words arrives. */
  async listen(words: string) {
    mark = words;
    arrivals = [];
  },
  /** When each of so many arrived. */
  async arrived(count: number) {
    await until(() => arrivals.length >= count);
    return arrivals;
  },
  browse,
  converse,
  catchUp,
};
export type Acts = typeof acts;

type Order = { id: number; name: keyof Acts; args: unknown[] };

process.on("message", async ({ id, name, args }: Order) => {
  try {
    const act = acts[name] as (...args: unknown[]) => Promise<unknown>;
    process.send?.({ id, result: await act(...args) });
  } catch (error) {
    process.send?.({ id, failure: String(error) });
  }
});
