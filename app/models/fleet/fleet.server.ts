import { dialect } from "~/db/client.server";
import { openLine } from "~/db/fleet-line.server";
import { newestNumber, postedAfter } from "~/db/posted-after.server";
import { eventsAfter } from "~/db/waiting-events.server";
import { hearCommitted, onOwnCommitted } from "~/models/outbox/change.server";
import type { Event } from "~/models/outbox/event";
import {
  type Changed,
  hearChanged,
  hearOverflow,
  hearPosted,
  onOwnChanged,
  onOwnPosted,
  type Posted,
} from "~/models/relay/posted.server";
import { follow } from "./follower";
import { gatherChanges } from "./gathering.server";
import { hearJoined, hearTold, onTold, openTalk, tellFleet } from "./talk.server";

/** Whoever hears no notices, behind a pooler say, finds what others did this late. */
const LOOK_EVERY_MS = 5_000;
const EVENTS_AT_ONCE = 256;
/** Each may have thousands of copies. */
const MESSAGES_AT_ONCE = 16;

type Options = { onError: (error: unknown) => void };
type PostedRow = Awaited<ReturnType<typeof postedAfter>>[number];

/**
 * Lets this process hear what the others on its database commit: a notice says that there is something, and what it is, is read
 * behind the last number heard. So nothing is lost when a notice is. On SQLite it does nothing.
 */
export async function joinFleet({ onError }: Options) {
  if (dialect === "sqlite") return { close: async () => undefined };
  const followers = await followAll(onError);
  const look = () => {
    for (const follower of followers.values()) follower.wake();
  };
  for (const [counter, { wake }] of followers) onTold(counter, wake);
  onTold("changed", (changed: Changed) => hearChanged(changed));
  const line = openLine({ hear: hearTold, joined, onError });
  openTalk(line.say);
  await line.tried;
  const changes = gatherChanges();
  const unsubscribe = onOwnChanged((changed) => changed !== "unknown" && changes.add(changed));
  const timer = setInterval(() => {
    look();
    void tellFleet("here").catch(() => undefined);
  }, LOOK_EVERY_MS).unref();

  function joined() {
    look();
    hearChanged("unknown");
    hearJoined();
  }
  return {
    async close() {
      clearInterval(timer);
      unsubscribe();
      await changes.close();
      await tellFleet("left").catch(() => undefined);
      openTalk();
      await line.close();
      await Promise.all([...followers.values()].map((follower) => follower.stop()));
    },
  };
}

async function followAll(onError: (error: unknown) => void) {
  const events = follow({
    start: await newestNumber("event"),
    read: (after, most) => eventsAfter(after, most) as Promise<Event[]>,
    most: EVENTS_AT_ONCE,
    tell: hearCommitted,
    onError,
  });
  const messages = follow({
    start: await newestNumber("message"),
    read: postedAfter,
    most: MESSAGES_AT_ONCE,
    tell: tellPosted,
    onError,
  });
  onOwnCommitted(events.did);
  onOwnPosted((posted) => messages.did(posted.map(({ message }) => message)));
  return new Map([
    ["event", events],
    ["message", messages],
  ]);
}

/** Whose mailbox has begun a new epoch meanwhile is told so first. */
function tellPosted(rows: readonly PostedRow[]) {
  hearOverflow(new Map(rows.flatMap(({ copies }) => (copies ?? []).map(([id, , epoch]) => [id, epoch]))));
  hearPosted(
    rows.map(({ copies, ...message }): Posted => {
      return { message, copies: (copies ?? []).map(([deviceId, seq]) => ({ deviceId, seq })) };
    }),
  );
}
