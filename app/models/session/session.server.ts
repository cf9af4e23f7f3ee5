import type { Role, SignedIn } from "~/contexts";
import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { hashToken, newToken } from "~/models/token.server";

const LIVES_DAYS = 30;
const SEEN_EVERY_MS = 60_000;

type Visit = {
  userId: string;
  address: string;
  userAgent: string;
  /** The session this browser had until now: it ends. */
  replaces?: string;
};

/** A new session, always under a new id, for 30 days. The token in the answer is its only appearance. */
export async function startSession({ userId, address, userAgent, replaces }: Visit) {
  const token = newToken();
  const expiresAt = new Date(Date.now() + LIVES_DAYS * 86_400_000);
  await change(async () => {
    const ended = [{ userId, expiresAt: { lt: new Date() } }, ...(replaces ? [{ id: replaces }] : [])];
    await db.session.deleteMany({ where: { OR: ended } });
    const tokenHash = hashToken(token);
    await db.session.create({
      data: { userId, address, userAgent: userAgent.slice(0, 300), tokenHash, expiresAt },
    });
    record({ type: "user.signed_in", subject: userId, actor: userId, data: { address } });
  });
  return token;
}

/** Who holds this session, or null when it ended, expired or never was. Notes at most once a minute that it was seen. */
export async function findSignedIn(token: string): Promise<SignedIn | null> {
  const session = await db.session.findUnique({
    where: { tokenHash: hashToken(token), expiresAt: { gt: new Date() } },
    select: {
      id: true,
      lastSeenAt: true,
      user: { select: { id: true, email: true, name: true, role: true } },
    },
  });
  if (!session) return null;
  if (Date.now() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await db.session.updateMany({ where: { id: session.id }, data: { lastSeenAt: new Date() } });
  }
  return { ...session.user, role: session.user.role as Role, sessionId: session.id };
}

/** Whether this session has neither ended nor expired. */
export async function isLive(id: string) {
  return (await db.session.count({ where: { id, expiresAt: { gt: new Date() } } })) > 0;
}

/** One's own sessions, newest first. */
export async function listSessions(userId: string) {
  return db.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 100,
  });
}

/** Signs out: from its commit on the cookie of this session is worth nothing. */
export async function signOut({ id, userId }: { id: string; userId: string }) {
  await change(async () => {
    const { count } = await db.session.deleteMany({ where: { id, userId } });
    if (count > 0) record({ type: "user.signed_out", subject: userId, actor: userId });
  });
}

/** Ends one's own session. Somebody else's looks missing. */
export async function endSession({ id, userId }: { id: string; userId: string }) {
  await change(async () => {
    const { count } = await db.session.deleteMany({ where: { id, userId } });
    if (count === 0) throw new Failure("not_found", "Session not found");
    record({ type: "user.session_ended", subject: userId, actor: userId, data: { sessionId: id } });
  });
}
