import { db } from "~/db/client.server";
import { type CopyRow, copiesOf } from "~/db/copies-of.server";
import { Failure } from "~/models/failure";

const MOST = 1_000;

export type Copy = CopyRow;

/** How far the copies of these messages got: of what one has sent, and on one's own devices. Of others' devices only the state is told. */
export async function listCopies(userId: string, messageIds: readonly string[]): Promise<Copy[]> {
  return messageIds.length === 0 ? [] : copiesOf(userId, messageIds, MOST);
}

/** A message that one has sent, with its copies. Throws `Failure` not_found for another's. */
export async function getSent(userId: string, id: string) {
  const message = await db.message.findFirst({
    where: { id, senderUserId: userId },
    select: {
      id: true,
      seq: true,
      type: true,
      to: true,
      at: true,
      expiresAt: true,
      readAt: true,
      withdrawnAt: true,
    },
  });
  if (!message) throw new Failure("not_found", "You have sent no such message");
  return { ...message, copies: await listCopies(userId, [id]) };
}
