import { createHash } from "node:crypto";
import { priorSends } from "~/db/account-devices.server";
import { isInTransaction } from "~/db/client.server";
import { takeMailboxTurn } from "~/db/mailbox-turn.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change } from "~/models/outbox/change.server";
import { once } from "~/once.server";
import { inGroups } from "./groups";
import { type Addressed, writeAll } from "./outgoing.server";
import { requireRoom } from "./quota.server";
import { openDirectory, type Recipients, type Sender } from "./recipients.server";
import { DEFAULT_TTL_SECONDS, type MessageInput } from "./types";

export type Sent = { id: string; seq: number; duplicate: boolean };
type Attempt = { sender: Sender; input: MessageInput; fingerprint: string };
/** The first message under a name: one that was sent before, or one of the same group. */
type First = { fingerprint: string; sent: () => Omit<Sent, "duplicate"> };
type Outcome = () => Sent | Error;

const MOST_AT_ONCE = 256;

const sends = once("sends", () => inGroups<Attempt, Sent>(sendAll, { most: MOST_AT_ONCE }));

/**
 * Sends a message: when this returns, it is on the disk, in the inbox and in every mailbox it goes to. The same `clientId` of a
 * device again is the first one again. Joins the change under way; otherwise what is sent at the same time shares a commit. Throws
 * `Failure` not_found, conflict, reused, quota or limited.
 */
export async function sendMessage(sender: Sender, input: MessageInput): Promise<Sent> {
  const attempt = { sender, input, fingerprint: fingerprintOf(input) };
  if (isInTransaction()) return only(await sendAll([attempt]));
  try {
    return await sends.enter(attempt);
  } catch (error) {
    // Another process was faster with the same clientId.
    if (isUniqueViolation(error)) return sends.enter(attempt);
    throw error;
  }
}

function only([outcome]: readonly (Sent | Error)[]): Sent {
  if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error("nothing was sent");
  return outcome;
}

async function sendAll(attempts: readonly Attempt[]): Promise<(Sent | Error)[]> {
  return change(async () => {
    await takeMailboxTurn();
    const firsts = await knownNames(attempts);
    const directory = await openDirectory(attempts.map(({ sender, input: { to } }) => ({ sender, to })));
    const given = new Map<string, number>();
    const accepted: Addressed[] = [];
    const accept = async (attempt: Attempt): Promise<First> => {
      const recipients = await directory(attempt.sender, attempt.input);
      await requireRoom(recipients.devices, given);
      for (const { id } of recipients.devices) given.set(id, (given.get(id) ?? 0) + 1);
      const at = accepted.push(addressed(attempt, recipients)) - 1;
      const sent = () => {
        const { id = "", seq = 0 } = written[at] ?? {};
        return { id, seq };
      };
      return { fingerprint: attempt.fingerprint, sent };
    };
    const outcomes: Outcome[] = [];
    for (const attempt of attempts) outcomes.push(await outcomeOf(attempt, firsts, accept));
    const written = await writeAll(accepted);
    return outcomes.map((outcome) => outcome());
  });
}

function addressed({ sender, input, fingerprint }: Attempt, { userId, devices }: Recipients): Addressed {
  const { type, data, priority = "normal", collapseKey = null, ttlSeconds = DEFAULT_TTL_SECONDS } = input;
  const at = new Date();
  const expiresAt = new Date(at.getTime() + ttlSeconds * 1_000);
  const { userId: senderUserId, deviceId: senderDeviceId } = sender;
  return {
    draft: {
      type,
      data,
      at,
      priority,
      collapseKey,
      expiresAt,
      userId,
      senderUserId,
      senderDeviceId,
      productId: null,
    },
    asked: { to: input.to, clientId: senderDeviceId === null ? null : input.clientId, fingerprint },
    deviceIds: devices.map(({ id }) => id),
  };
}

async function outcomeOf(
  attempt: Attempt,
  firsts: Map<string, First>,
  accept: (attempt: Attempt) => Promise<First>,
): Promise<Outcome> {
  const name = nameOf(attempt);
  const first = name === null ? undefined : firsts.get(name);
  if (first) return () => again(first, attempt);
  try {
    const accepted = await accept(attempt);
    if (name !== null) firsts.set(name, accepted);
    return () => ({ ...accepted.sent(), duplicate: false });
  } catch (error) {
    if (error instanceof Failure) return () => error;
    throw error;
  }
}

function again({ fingerprint, sent }: First, attempt: Attempt) {
  if (fingerprint === attempt.fingerprint) return { ...sent(), duplicate: true };
  return new Failure("reused", "This clientId was already used for another message", "clientId");
}

async function knownNames(attempts: readonly Attempt[]): Promise<Map<string, First>> {
  const names = attempts.flatMap(({ sender: { deviceId }, input: { clientId } }) =>
    deviceId === null ? [] : [[deviceId, clientId] as const],
  );
  if (names.length === 0) return new Map();
  const prior = await priorSends(names);
  return new Map(
    prior.map(({ deviceId, clientId, id, seq, fingerprint }) => [
      `${deviceId} ${clientId}`,
      { fingerprint, sent: () => ({ id, seq }) },
    ]),
  );
}

/** What a device calls its message. What comes from a page has a form's token for that. */
const nameOf = ({ sender: { deviceId }, input: { clientId } }: Attempt) =>
  deviceId === null ? null : `${deviceId} ${clientId}`;

function fingerprintOf({ clientId: _, ...content }: MessageInput) {
  return createHash("sha256")
    .update(JSON.stringify(sorted(content)))
    .digest("base64url");
}

/** The same object with its members in another order is the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
