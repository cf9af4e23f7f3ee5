import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";

export type Mail = { eventId: string; type: string; data: Prisma.InputJsonObject; at: Date };

const live = { revokedAt: null } satisfies Prisma.DeviceWhereInput;

/**
 * Puts one message into the mailbox of every live device that `to` names, and says which they are. Runs inside a change:
 * numbers and messages appear together.
 */
export async function post(mail: Mail, to: Prisma.DeviceWhereInput): Promise<string[]> {
  const raised = await db.device.updateManyAndReturn({
    where: { ...live, ...to },
    data: { lastSeq: { increment: 1 } },
    select: { id: true, lastSeq: true },
  });
  const rows = raised.map(({ id, lastSeq }) => ({ ...mail, deviceId: id, seq: lastSeq }));
  if (rows.length > 0) await db.relayMessage.createMany({ data: rows });
  return raised.map(({ id }) => id);
}

/** The next messages of a device, in order, and notes that they are on their way. */
export async function takeMessages(deviceId: string, after: number, take: number) {
  const messages = await db.relayMessage.findMany({
    where: { deviceId, seq: { gt: after } },
    select: { seq: true, eventId: true, type: true, data: true, at: true, state: true },
    orderBy: { seq: "asc" },
    take,
  });
  const queued = messages.filter(({ state }) => state === "queued").map(({ seq }) => seq);
  if (queued.length > 0) {
    await db.relayMessage.updateMany({
      where: { deviceId, seq: { in: queued }, state: "queued" },
      data: { state: "sent", sentAt: new Date() },
    });
  }
  return messages.map(({ seq, eventId, type, data, at }) => ({ seq, id: eventId, type, data, at }));
}

/** Everything up to `seq` has arrived. Cumulative, and safe to say again. Throws `Failure` invalid for a number never given out. */
export async function acknowledge(deviceId: string, seq: number) {
  const device = await db.device.findUnique({ where: { id: deviceId }, select: { lastSeq: true } });
  if (!device || seq > device.lastSeq)
    throw new Failure("invalid", "This sequence number was never sent", "seq");
  await db.relayMessage.updateMany({
    where: { deviceId, seq: { lte: seq }, ackedAt: null },
    data: { state: "acked", ackedAt: new Date() },
  });
  await db.device.updateMany({
    where: { id: deviceId, ackedSeq: { lt: seq } },
    data: { ackedSeq: seq, lastSeenAt: new Date() },
  });
}
