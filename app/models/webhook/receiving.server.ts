import { createHash } from "node:crypto";
import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { examine } from "./examination.server";
import { findSender } from "./source.server";
import type { SignatureKind } from "./steps";

/** A message as it came: `headers` by names in lower case, `bytes` untouched. */
type Incoming = { word: string; headers: Record<string, string | undefined>; bytes: Uint8Array };

/** How large a message may be. */
export const INCOMING_LIMIT_BYTES = 100_000;
const TYPE = /^[\x20-\x7e]{1,200}$/;

/**
 * Takes a message in, once: its signature is verified over the very bytes that came, and an id that was seen before changes
 * nothing. Throws `Failure` not_found for an address that nobody has, invalid for what is unsigned, wrongly signed or too old.
 */
export async function receiveMessage({ word, headers, bytes }: Incoming): Promise<{ repeated: boolean }> {
  const sender = await findSender(word);
  if (!sender) throw new Failure("not_found", "Nobody sends to this address");
  const body = textOf(bytes);
  const { steps, valid } = examine({ ...sender, headers, body, now: new Date() });
  const failed = steps.find(({ ok }) => !ok);
  if (failed || !valid) throw new Failure("invalid", `${failed?.step}: ${failed?.told}`);
  const { id: sourceId, kind } = sender;
  const { type, id } = membersOf(body);
  const messageId = messageIdOf(kind, headers, id, bytes);
  return keep({ sourceId, messageId, type, body });
}

type Row = { sourceId: string; messageId: string; type: string | null; body: string };

/** The database decides which of many at once is the first. */
async function keep(row: Row) {
  const { sourceId, messageId } = row;
  const known = await db.webhookMessage.findUnique({
    where: { sourceId_messageId: { sourceId, messageId } },
    select: { id: true },
  });
  if (known) return { repeated: true };
  try {
    await change(async () => {
      const { id } = await db.webhookMessage.create({ data: row, select: { id: true } });
      const data = { sourceId, messageId, type: row.type };
      record({ type: "webhook.received", subject: id, actor: null, data });
    });
    return { repeated: false };
  } catch (error) {
    if (isUniqueViolation(error, "messageId")) return { repeated: true };
    throw error;
  }
}

/** Stripe's id stands in the body; a body without one is its own. */
function messageIdOf(
  kind: SignatureKind,
  headers: Incoming["headers"],
  id: string | null,
  bytes: Uint8Array,
) {
  const given = kind === "standard" ? headers["webhook-id"] : id;
  if (given === undefined || given === null)
    return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  if (!/^[\x21-\x7e]{1,255}$/.test(given))
    throw new Failure("invalid", "Send an id of 1 to 255 visible ASCII characters");
  return given;
}

function membersOf(body: string) {
  const value = parsed(body);
  const { type, id } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return {
    type: typeof type === "string" && TYPE.test(type) ? type : null,
    id: typeof id === "string" && id !== "" ? id : null,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Every byte of it, or none: a decoder that mends what it cannot read would make two bodies of one signature. */
function textOf(bytes: Uint8Array) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes("\u0000")) return text;
  } catch {
    // Refused below, like what cannot be stored.
  }
  throw new Failure("invalid", "Send the body as text in UTF-8");
}
