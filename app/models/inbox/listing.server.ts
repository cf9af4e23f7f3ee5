import { db } from "~/db/client.server";
import type { CopyState } from "~/db/copies-of.server";
import { countUnreadRows } from "~/db/count-unread.server";
import { inboxOf, type View } from "~/db/list-inbox.server";
import { listCopies } from "~/models/relay/copies.server";
import { tell } from "./telling";

const PAGE = 20;
const COUNTED = 1_000;

/** A page of somebody's inbox, newest first, and the number after which the next one begins. */
export async function listInbox(asked: { userId: string; view: View; before?: number }) {
  const found = await inboxOf({ ...asked, take: PAGE + 1 });
  const page = found.slice(0, PAGE);
  const messages = await describe(asked.userId, page);
  return { messages, next: found.length > PAGE ? (page.at(-1)?.seq ?? null) : null };
}

/** How many messages are unread, counted up to 1,000. */
export async function countUnread(userId: string) {
  return countUnreadRows(userId, COUNTED);
}

type Page = Awaited<ReturnType<typeof inboxOf>>;

async function describe(userId: string, page: Page) {
  const ids = page.map(({ id }) => id);
  const rows = await db.message.findMany({ where: { id: { in: ids } }, select: messageSelect });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const [places, nameOf] = await Promise.all([placesOf(userId, rows), namesOf(userId, rows)]);
  return page.flatMap(({ id, seq, isRead }) => {
    const row = byId.get(id);
    if (!row) return [];
    const { type, data, at, readAt, senderDeviceId } = row;
    const copies = places.get(id) ?? [];
    const isOwn = row.senderUserId === userId;
    const isSentHere = isOwn && senderDeviceId === null;
    const message = {
      id,
      seq,
      at,
      isRead: isRead || isSentHere,
      ...nameOf(row),
      told: tell(type, data),
      copies,
      canRead: !isRead && !isSentHere,
      canWithdraw: isOwn && readAt === null && !copies.some(({ state }) => state === "read"),
      canDismiss: row.userId === userId,
    };
    return [message];
  });
}

const messageSelect = {
  id: true,
  type: true,
  data: true,
  at: true,
  expiresAt: true,
  readAt: true,
  to: true,
  userId: true,
  senderUserId: true,
  senderDeviceId: true,
} as const;

type Row = Awaited<ReturnType<typeof db.message.findMany<{ select: typeof messageSelect }>>>[number];
/** Where copies are: on a device of one's own, or on so many of others in the same state. */
type Place = { id: string; device: string | null; count: number; state: CopyState; at: Date | null };

async function placesOf(userId: string, rows: readonly Row[]) {
  const places = new Map<string, Place[]>();
  const add = (messageId: string, place: Place) => {
    const known = places.get(messageId) ?? [];
    const same = known.find(({ id }) => id === place.id);
    if (same) same.count += place.count;
    else places.set(messageId, [...known, place]);
  };
  const toGroup = ({ userId: to, senderUserId }: Row) => to === null && senderUserId === userId;
  const [copies, counts] = await Promise.all([
    listCopies(
      userId,
      rows.filter((row) => !toGroup(row)).map(({ id }) => id),
    ),
    countCopies(rows.filter(toGroup)),
  ]);
  for (const { messageId, deviceId, deviceName, state, sentAt, ackedAt, readAt } of copies) {
    const at = deviceId === null ? null : (readAt ?? ackedAt ?? sentAt);
    add(messageId, { id: deviceId ?? state, device: deviceName, count: 1, state, at });
  }
  for (const { messageId, state, count } of counts)
    add(messageId, { id: state, device: null, count, state: state as CopyState, at: null });
  return places;
}

/** What went to thousands is told in numbers. */
async function countCopies(rows: readonly Row[]) {
  if (rows.length === 0) return [];
  const over = new Set(
    rows.filter(({ expiresAt }) => expiresAt && expiresAt <= new Date()).map(({ id }) => id),
  );
  const counts = await db.relayMessage.groupBy({
    by: ["messageId", "state"],
    where: { messageId: { in: rows.map(({ id }) => id) } },
    _count: true,
    orderBy: [{ messageId: "asc" }, { state: "asc" }],
  });
  return counts.map(({ messageId, state, _count }) => ({
    messageId,
    state: state === "queued" && over.has(messageId) ? "expired" : state,
    count: _count,
  }));
}

/** Who sent a message, and to whom, in the words of its reader. Null is the shop. */
async function namesOf(userId: string, rows: readonly Row[]) {
  const deviceIds = rows.flatMap(({ senderDeviceId, to }) => [senderDeviceId ?? "", to ?? ""]);
  const writers = rows.flatMap(({ to, senderUserId }) => (to === "owner" ? [senderUserId ?? ""] : []));
  const [devices, people] = await Promise.all([
    db.device.findMany({ where: { userId, id: { in: deviceIds } }, select: { id: true, name: true } }),
    db.user.findMany({ where: { id: { in: writers } }, select: { id: true, name: true } }),
  ]);
  const nameOf = new Map([...devices, ...people].map(({ id, name }) => [id, name]));
  return function name({ senderUserId, senderDeviceId, to }: Row) {
    const from = senderUserId === userId ? (nameOf.get(senderDeviceId ?? "") ?? "you") : null;
    if (senderUserId !== userId) return { from: nameOf.get(senderUserId ?? "") ?? null, to: null };
    return { from, to: receivers[to ?? "group"] ?? nameOf.get(to ?? "") ?? "a device" };
  };
}

const receivers: Record<string, string> = {
  all: "your devices",
  owner: "the owner",
  group: "a group of devices",
};
