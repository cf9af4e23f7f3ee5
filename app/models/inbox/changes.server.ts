import { db } from "~/db/client.server";
import { onCommitted } from "~/models/outbox/change.server";
import { isToMany } from "~/models/relay/outgoing.server";
import { onChanged, onPosted, type PostedMessage } from "~/models/relay/posted.server";
import { isLive } from "~/models/session/session.server";
import { isClosing, onClosing } from "~/models/site/closing.server";
import { once } from "~/once.server";

/** What somebody who waits is told: look again; nothing, but the connection lives; it is over. */
type Call = "changed" | "quiet" | "over";
type Stream = { userId: string; deviceIds: ReadonlySet<string>; call: (why: Call) => void };
type Session = { id: string; sessionId: string };

const QUIET_MS = 20_000;
const OPEN = 20;

const streams = once("inbox streams", () => {
  const all = new Set<Stream>();
  const tell = (concerns: (stream: Stream) => boolean, why: Call) => {
    for (const stream of all) if (concerns(stream)) stream.call(why);
  };
  onPosted((posted) => {
    for (const { message } of posted) tell(({ userId }) => isFor(message, userId), "changed");
  });
  onChanged((changed) => {
    if (changed === "unknown") return tell(() => true, "changed");
    const { userIds, deviceIds } = changed;
    const mine = ({ userId, deviceIds: own }: Stream) =>
      userIds.includes(userId) || deviceIds.some((id) => own.has(id));
    tell(mine, "changed");
  });
  // Whether the session still lives is looked up then.
  onCommitted((events) => {
    for (const { type, subject } of events)
      if (type.startsWith("user.")) tell(({ userId }) => userId === subject, "quiet");
  });
  onClosing(() => tell(() => true, "over"));
  return all;
});

const isFor = (message: PostedMessage, reader: string) =>
  message.userId === null ? isToMany(message) : message.userId === reader || message.senderUserId === reader;

/**
 * Tells `changed` at first and whenever something in somebody's inbox has changed, and `quiet` when there was nothing for 20
 * seconds. Ends with the session, with `signal` and with the shop.
 */
export async function* followInbox({ id: userId, sessionId }: Session, signal: AbortSignal) {
  let heard: Call | undefined = "changed";
  let wake = () => {};
  const call = (why: Call) => {
    if (heard !== "over" && (heard !== "changed" || why === "over")) heard = why;
    wake();
  };
  const stream: Stream = { userId, deviceIds: new Set(), call };
  const left = () => call("over");
  signal.addEventListener("abort", left);
  streams.add(stream);
  leaveOldest(userId);
  if (signal.aborted || isClosing()) left();
  try {
    for (;;) {
      const why = await hear();
      if (why === "over" || !(await isLive(sessionId))) return;
      stream.deviceIds = await devicesOf(userId);
      yield why;
    }
  } finally {
    streams.delete(stream);
    signal.removeEventListener("abort", left);
  }

  async function hear(): Promise<Call> {
    if (heard === undefined) {
      let limit: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        limit = setTimeout(resolve, QUIET_MS);
      });
      clearTimeout(limit);
    }
    const why = heard ?? "quiet";
    if (why !== "over") heard = undefined;
    return why;
  }
}

/** Whoever opens very many windows keeps the newest. */
function leaveOldest(userId: string) {
  const own = [...streams].filter((stream) => stream.userId === userId);
  for (const { call } of own.slice(0, Math.max(0, own.length - OPEN))) call("over");
}

async function devicesOf(userId: string) {
  const devices = await db.device.findMany({ where: { userId, revokedAt: null }, select: { id: true } });
  return new Set(devices.map(({ id }) => id));
}
