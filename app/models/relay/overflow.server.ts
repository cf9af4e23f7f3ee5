import { countWaiting } from "~/db/account-devices.server";
import { overflow } from "~/db/expire-copies.server";
import { newId } from "~/db/new-id";
import { type DeviceFilter, fullest } from "~/db/raise-mailboxes.server";
import { OVERFLOWED } from "./cursor";
import { announceOverflow } from "./posted.server";
import { QUOTA } from "./quota.server";

/**
 * What the shop tells finds room in every mailbox, for `count` messages: a full one is emptied and begins a new epoch, so that its device has to load
 * the snapshot. Inside a change.
 */
export async function makeRoom(filter: DeviceFilter, count = 1) {
  const most = QUOTA.device - count + 1;
  const suspects = await fullest(filter, most);
  if (suspects.length === 0) return;
  const waiting = await countWaiting(suspects);
  const full = suspects.filter((id) => (waiting.get(id) ?? 0) >= most);
  const now = new Date();
  const emptied = new Map(full.map((id) => [id, `${OVERFLOWED}${newId()}`]));
  for (const [id, epoch] of emptied) await overflow(id, epoch, now);
  if (full.length > 0) announceOverflow(emptied);
}
