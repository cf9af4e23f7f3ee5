import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { seal, unseal } from "~/models/seal.server";
import { examine } from "./examination.server";
import type { SourceForm } from "./input";
import { newSecret } from "./signing.server";
import type { SignatureKind } from "./steps";

type By = { actor: string };

const PURPOSE = "webhook source";
const MAX_SOURCES = 100;
const MESSAGES_SHOWN = 50;

const told = { id: true, word: true, name: true, kind: true, createdAt: true } as const;

/** All who send, oldest first, each with how much came and when the last did. */
export async function listSources() {
  return db.webhookSource.findMany({
    select: {
      ...told,
      _count: { select: { messages: true } },
      messages: { select: { receivedAt: true }, orderBy: [{ receivedAt: "desc" }, { id: "desc" }], take: 1 },
    },
    orderBy: { id: "asc" },
    take: MAX_SOURCES,
  });
}

/** One sender with its newest messages. Throws `Failure` not_found. */
export async function getSource(id: string) {
  const source = await db.webhookSource.findUnique({
    where: { id },
    select: {
      ...told,
      messages: {
        select: { id: true, messageId: true, type: true, body: true, receivedAt: true },
        orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
        take: MESSAGES_SHOWN,
      },
    },
  });
  if (!source) throw new Failure("not_found", "Source not found");
  return source;
}

/**
 * Lets a sender in. A secret that was made here is in the answer, its only appearance; one that was pasted is not. Throws
 * `Failure` conflict when the word is taken, invalid for a secret that cannot be one.
 */
export async function createSource({ secret: given, ...source }: SourceForm, { actor }: By) {
  if (!given && source.kind === "stripe")
    throw new Failure("invalid", "Paste the secret that Stripe shows", "secret");
  if (given) requireUsable(source.kind as SignatureKind, given);
  const secret = given ?? newSecret();
  try {
    await change(async () => {
      const data = { ...source, secret: seal(secret, PURPOSE) };
      const { id } = await db.webhookSource.create({ data, select: { id: true } });
      record({ type: "webhook_source.created", subject: id, actor, data: source });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Failure("conflict", "Another source has this address", "word");
    throw error;
  }
  return { secret: given ? null : secret };
}

/** Lets it in no more; what it sent is forgotten. Throws `Failure` not_found. */
export async function removeSource(id: string, { actor }: By) {
  await change(async () => {
    const source = await db.webhookSource.findUnique({ where: { id }, select: { name: true, word: true } });
    if (!source) throw new Failure("not_found", "Source not found");
    await db.webhookSource.deleteMany({ where: { id } });
    record({ type: "webhook_source.removed", subject: id, actor, data: source });
  });
}

/** Who sends to this address, with the secret in clear; null when nobody does. */
export async function findSender(word: string) {
  const source = await db.webhookSource.findUnique({
    where: { word },
    select: { id: true, kind: true, secret: true },
  });
  const secret = source && unseal(source.secret, PURPOSE);
  return secret && source ? { id: source.id, kind: source.kind as SignatureKind, secret } : null;
}

function requireUsable(kind: SignatureKind, secret: string) {
  const [first] = examine({ kind, secret, headers: {}, body: "", now: new Date() }).steps;
  if (first && !first.ok) throw new Failure("invalid", first.told, "secret");
}
