import { logger } from "~/logger.server";
import { listSeen, noteSeen } from "~/models/device/seen.server";
import { once } from "~/once.server";
import type { DeviceNamespace, DeviceSocket } from "./admission";
import type { AirSocket, PresenceOut } from "./air-protocol";
import { keepCompany, type Who } from "./company";
import type { Seat } from "./elsewhere";
import { isStalled } from "./engine";
import { endIfRevoked, endRevoked } from "./revocation";
import { shareSeats } from "./seats";

const GRACE_MS = 10_000;
/** What happens within this time is told together: when many come back at once, each hears of all of them at once. */
const GATHER_MS = 100;
const ACCOUNTS_AT_ONCE = 200;

type News = { changed: Set<string>; newcomers: Set<AirSocket> };
type Seen = Awaited<ReturnType<typeof listSeen>>[number];

const news = once("presence news", () => new Map<string, News>());

export const company = once("company", () => keepCompany<DeviceSocket>(GRACE_MS, changedHere));

const { elsewhere, move } = once("seats", () =>
  shareSeats({ seatOf, everybody: company.everybody, changed: noteChanged }),
);

export { elsewhere };

/** Knows from now on who is connected to this namespace. */
export function observe(namespace: DeviceNamespace) {
  namespace.on("connection", came);
}

/** Puts out who is revoked, wherever it is connected. */
export const watchRevocations = () => endRevoked(company.socketsOf);

/** Whether this device has a connection, to any namespace of any process. */
export const isConnected = (who: Who) =>
  [stateOf(who), ...elsewhere.statesOf(who)].some((state) => state === "here" || state === "air");

function seatOf(who: Who): Seat {
  return [who.userId, who.deviceId, stateOf(who)];
}

function stateOf({ userId, deviceId }: Who): Seat[2] {
  const here = company.devicesOf(userId).get(deviceId);
  if (!here) return "gone";
  if (here.sockets.length === 0) return "leaving";
  return airSocketsOf(here.sockets).length > 0 ? "air" : "here";
}

/** The connections to `/air` of one device. */
export const airSocketsOf = (sockets: readonly DeviceSocket[]) =>
  sockets.filter(({ nsp }) => nsp.name === "/air") as unknown as AirSocket[];

function came(socket: DeviceSocket) {
  company.arrive(socket.data, socket);
  move(socket.data);
  socket.on("disconnect", left);
  endIfRevoked(socket);
  if (socket.nsp.name !== "/air") return;
  newsOf(socket.data.userId).newcomers.add(socket as unknown as AirSocket);
}

function left(this: DeviceSocket) {
  noteSeen(this.data.deviceId);
  company.leave(this.data, this);
  move(this.data);
}

function changedHere(who: Who) {
  noteChanged(who);
  move(who);
}

function noteChanged({ userId, deviceId }: Who) {
  newsOf(userId).changed.add(deviceId);
}

function newsOf(userId: string) {
  const known = news.get(userId);
  if (known) return known;
  if (news.size === 0) setTimeout(() => void tellAll(), GATHER_MS).unref();
  const fresh = { changed: new Set<string>(), newcomers: new Set<AirSocket>() };
  news.set(userId, fresh);
  return fresh;
}

async function tellAll() {
  const gathered = [...news];
  news.clear();
  const heard = gathered.filter(([userId]) => hasListeners(userId));
  for (let first = 0; first < heard.length; first += ACCOUNTS_AT_ONCE) {
    await tellSome(heard.slice(first, first + ACCOUNTS_AT_ONCE)).catch((error) =>
      logger.error({ err: error }, "presence was not told"),
    );
  }
}

const hasListeners = (userId: string) =>
  [...company.devicesOf(userId).values()].some(({ sockets }) => airSocketsOf(sockets).length > 0);

async function tellSome(accounts: [string, News][]) {
  const rows = new Map<string, Seen[]>(accounts.map(([userId]) => [userId, []]));
  const touched = accounts.flatMap(([, told]) => [...told.changed]);
  for (const row of await listSeen([...rows.keys()], touched)) rows.get(row.userId)?.push(row);
  for (const [userId, told] of accounts) tellAccount(userId, rows.get(userId) ?? [], told);
}

function tellAccount(userId: string, rows: readonly Seen[], { changed, newcomers }: News) {
  const here = company.devicesOf(userId);
  const isThere = (id: string) => here.has(id) || elsewhere.statesOf({ userId, deviceId: id }).length > 0;
  const told = (row: Seen) => presenceOf(row, isThere(row.id));
  const all = rows.filter(({ revoked }) => !revoked).map(told);
  const some = rows.filter(({ id }) => changed.has(id)).map(told);
  for (const [id, { sockets }] of here) {
    const others = ({ id: other }: PresenceOut["devices"][number]) => other !== id;
    for (const socket of airSocketsOf(sockets)) {
      if (newcomers.has(socket)) socket.emit("presence", { devices: all.filter(others) });
      else if (some.some(others) && !isStalled(socket))
        socket.emit("presence", { devices: some.filter(others) });
    }
  }
}

function presenceOf({ id, name, lastSeenAt, revoked }: Seen, isThere: boolean) {
  return { id, name, online: isThere && !revoked, lastSeenAt: lastSeenAt?.toISOString() ?? null };
}
