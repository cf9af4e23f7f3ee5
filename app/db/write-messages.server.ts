import { db, dialect } from "./client.server";

/** A message as it is written. Moments are milliseconds since 1970. */
export type NewMessage = {
  id: string;
  seq: number;
  type: string;
  data: unknown;
  atMs: number;
  priority: string;
  collapseKey: string | null;
  expiresAtMs: number;
  userId: string | null;
  to: string | null;
  senderUserId: string | null;
  senderDeviceId: string | null;
  clientId: string | null;
  fingerprint: string | null;
  productId: string | null;
};
/** A copy: the device, its number there, the message; the message's own number where the copy stands in an inbox. */
export type NewCopy = readonly [deviceId: string, seq: number, messageId: string, inboxSeq?: number | null];

/** Writes messages in one statement. */
export async function writeMessages(messages: readonly NewMessage[]) {
  const list = JSON.stringify(messages);
  await (dialect === "sqlite"
    ? db.$executeRaw`
        INSERT INTO "Message" ("id", "seq", "type", "data", "at", "priority", "collapseKey", "expiresAt", "userId", "to",
          "senderUserId", "senderDeviceId", "clientId", "fingerprint", "productId")
        SELECT "value" ->> 'id', "value" ->> 'seq', "value" ->> 'type', "value" -> 'data', "value" ->> 'atMs',
          "value" ->> 'priority', "value" ->> 'collapseKey', "value" ->> 'expiresAtMs', "value" ->> 'userId', "value" ->> 'to',
          "value" ->> 'senderUserId', "value" ->> 'senderDeviceId', "value" ->> 'clientId', "value" ->> 'fingerprint',
          "value" ->> 'productId'
        FROM json_each(${list})`
    : db.$executeRaw`
        INSERT INTO "Message" ("id", "seq", "type", "data", "at", "priority", "collapseKey", "expiresAt", "userId", "to",
          "senderUserId", "senderDeviceId", "clientId", "fingerprint", "productId")
        SELECT m."id", m."seq", m."type", m."data", timestamp 'epoch' + m."atMs" * interval '1 millisecond', m."priority",
          m."collapseKey", timestamp 'epoch' + m."expiresAtMs" * interval '1 millisecond', m."userId", m."to",
          m."senderUserId", m."senderDeviceId", m."clientId", m."fingerprint", m."productId"
        FROM jsonb_to_recordset(${list}::jsonb) AS m(
          "id" text, "seq" int, "type" text, "data" jsonb, "atMs" bigint, "priority" text, "collapseKey" text,
          "expiresAtMs" bigint, "userId" text, "to" text, "senderUserId" text, "senderDeviceId" text, "clientId" text,
          "fingerprint" text, "productId" text)`);
}

const COPIES_AT_ONCE = 50_000;

/** Puts copies into mailboxes: thousands of small rows in one statement. */
export async function writeCopies(copies: readonly NewCopy[]) {
  for (let at = 0; at < copies.length; at += COPIES_AT_ONCE) {
    const list = JSON.stringify(copies.slice(at, at + COPIES_AT_ONCE));
    await (dialect === "sqlite"
      ? db.$executeRaw`
          INSERT INTO "RelayMessage" ("deviceId", "seq", "messageId", "inboxSeq", "state")
          SELECT "value" ->> 0, "value" ->> 1, "value" ->> 2, "value" ->> 3, 'queued' FROM json_each(${list})`
      : db.$executeRaw`
          INSERT INTO "RelayMessage" ("deviceId", "seq", "messageId", "inboxSeq", "state")
          SELECT c ->> 0, (c ->> 1)::int, c ->> 2, (c ->> 3)::int, 'queued' FROM jsonb_array_elements(${list}::jsonb) AS c`);
  }
}
