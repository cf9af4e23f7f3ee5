import { afterEach, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import {
  endSession,
  findSignedIn,
  listSessions,
  signOut,
  startSession,
} from "~/models/session/session.server";
import { createUser } from "../../factories/people";

afterEach(() => {
  vi.useRealTimers();
});

const browser = { address: "192.0.2.1", userAgent: "test" };

test("a session id is long, new every time, and kept only as a hash", async () => {
  const { id: userId } = await createUser();

  const tokens = await Promise.all([1, 2, 3].map(() => startSession({ userId, ...browser })));

  expect(new Set(tokens).size).toBe(3);
  for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(JSON.stringify(await db.session.findMany())).not.toContain(tokens[0]);
});

test("signing in again in one browser ends its earlier session and no other", async () => {
  const { id: userId } = await createUser();
  const other = await startSession({ userId, ...browser });
  const earlier = await startSession({ userId, ...browser });
  const replaces = (await findSignedIn(earlier))?.sessionId;

  const token = await startSession({ userId, ...browser, replaces });

  expect(await findSignedIn(earlier)).toBeNull();
  expect((await findSignedIn(other))?.id).toBe(userId);
  expect((await findSignedIn(token))?.id).toBe(userId);
});

test("a session ends after 30 days", async () => {
  const { id: userId } = await createUser();
  const token = await startSession({ userId, ...browser });

  vi.useFakeTimers({ now: Date.now() + 30 * 86_400_000 - 1_000, toFake: ["Date"] });
  expect((await findSignedIn(token))?.id).toBe(userId);
  vi.useFakeTimers({ now: Date.now() + 1_001, toFake: ["Date"] });

  expect(await findSignedIn(token)).toBeNull();
});

test("a session that was signed out is worth nothing", async () => {
  const { id: userId } = await createUser();
  const token = await startSession({ userId, ...browser });
  const { sessionId } = (await findSignedIn(token)) ?? { sessionId: "" };

  await signOut({ id: sessionId, userId });

  expect(await findSignedIn(token)).toBeNull();
});

test("nobody ends or sees the session of somebody else", async () => {
  const ana = await createUser();
  const ben = await createUser();
  await startSession({ userId: ana.id, ...browser });
  const [session] = await listSessions(ana.id);

  const attempt = endSession({ id: session?.id ?? "", userId: ben.id });

  await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  expect(await listSessions(ana.id)).toHaveLength(1);
  expect(await listSessions(ben.id)).toHaveLength(0);
});
