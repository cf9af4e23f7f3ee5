import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { allows } from "~/models/api-key/scope";
import { onShelf } from "~/models/product/select";
import { audible, SHELF_TYPE } from "./audience";
import type { Event } from "./event";
import type { EventQuery } from "./query";

/**
 * What happened after `after` and a key with these scopes may hear of, oldest first. `next` is where to go on; the numbers of what
 * it may not hear of are missing.
 */
export async function listEvents({ after, limit, type }: EventQuery, scopes: readonly string[]) {
  const rows = (await db.event.findMany({
    where: { seq: { gt: after }, ...(type && { type: { in: type as string[] } }), AND: whereOf(scopes) },
    orderBy: { seq: "asc" },
    take: limit + 1,
  })) as unknown as Event[];
  const read = rows.slice(0, limit);
  const events = await withoutDrafts(read, scopes);
  return { events, limit, next: read.at(-1)?.seq ?? after, more: rows.length > limit };
}

function whereOf(scopes: readonly string[]): Prisma.EventWhereInput {
  const { nouns, others, everything } = audible(scopes);
  // Prisma takes an empty NOT for nothing at all.
  if (everything && others.length === 0) return {};
  const starting = (words: string[]) => words.map((noun) => ({ type: { startsWith: noun } }));
  const heard: Prisma.EventWhereInput[] = everything ? [{ NOT: starting(others) }] : starting(nouns);
  // Never empty: Prisma drops an empty OR, and everything would be told.
  const named = allows(scopes, "products:read") ? [SHELF_TYPE] : [];
  return { OR: [{ type: { in: named } }, ...heard] };
}

/** A product that is no longer on the shelf has no name for those who may not read drafts. */
async function withoutDrafts(events: readonly Event[], scopes: readonly string[]) {
  if (allows(scopes, "products:write")) return events;
  const subjects = events.filter(({ type }) => type === SHELF_TYPE).map(({ subject }) => subject);
  if (subjects.length === 0) return events;
  const rows = await db.product.findMany({
    where: { ...onShelf, id: { in: subjects } },
    select: { id: true },
  });
  const shown = new Set(rows.map(({ id }) => id));
  return events.filter(({ type, subject }) => type !== SHELF_TYPE || shown.has(subject));
}

/** As it goes out. Who did it is told to those alone who may hear of people and keys. */
export function eventOut({ at, actor, ...event }: Event, scopes: readonly string[]) {
  const { seq, id, type, subject, data } = event;
  const who = allows(scopes, "system:read") ? { actor } : {};
  return { id, seq, type, timestamp: at, subject, ...who, data };
}
