import { type AccountDevice, countWaiting } from "~/db/account-devices.server";
import { Failure } from "~/models/failure";

/** How many messages may wait in a mailbox, and in all mailboxes of an account. */
export const QUOTA = { device: 20_000, account: 100_000 };

/**
 * Room in the mailboxes of these devices for one more message each; `given` counts what is already on its way to them. Numbers
 * that were given out and not acknowledged are at least as many as wait, so nothing is counted while they are few. Throws
 * `Failure` quota.
 */
export async function requireRoom(devices: readonly AccountDevice[], given: ReadonlyMap<string, number>) {
  const open = ({ id, lastSeq, ackedSeq }: AccountDevice) => lastSeq + (given.get(id) ?? 0) - ackedSeq;
  const suspects = devices.filter((device) => open(device) >= QUOTA.device);
  const total = devices.reduce((sum, device) => sum + open(device), 0);
  if (suspects.length === 0 && total < QUOTA.account) return;
  const waiting = await countWaiting(devices.map(({ id }) => id));
  const full = suspects.find(({ id }) => (waiting.get(id) ?? 0) >= QUOTA.device);
  if (full) {
    const fix = "let it catch up, or revoke it";
    throw new Failure("quota", `The mailbox of ${full.name} is full: ${fix}`, "to");
  }
  if ([...waiting.values()].reduce((sum, count) => sum + count, 0) >= QUOTA.account)
    throw new Failure("quota", "The mailboxes of this account are full: let its devices catch up", "to");
}
