import { db } from "~/db/client.server";
import type { EventType } from "./event";

/** By how much the clock of a change may differ from its place in the outbox. */
const SKEW_MS = 60_000;

type Range = { from: Date; to: Date; types: readonly EventType[]; take: number };

/** Events of some types that happened from `from` until before `to`, in their order. The outbox is searched by halves. */
export async function eventsBetween({ from, to, types, take }: Range) {
  const first = await firstSeqSince(new Date(from.getTime() - SKEW_MS));
  const end = await firstSeqSince(new Date(to.getTime() + SKEW_MS));
  return db.event.findMany({
    where: { seq: { gte: first, lt: end }, at: { gte: from, lt: to }, type: { in: [...types] } },
    select: { id: true, seq: true, type: true, subject: true, at: true },
    orderBy: { seq: "asc" },
    take,
  });
}

async function firstSeqSince(moment: Date) {
  const last = await db.event.findFirst({ select: { seq: true }, orderBy: { seq: "desc" } });
  let low = 1;
  let high = (last?.seq ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const event = await db.event.findFirst({
      where: { seq: { gte: middle } },
      select: { seq: true, at: true },
      orderBy: { seq: "asc" },
    });
    if (!event || event.at >= moment) high = middle;
    else low = event.seq + 1;
  }
  return low;
}
