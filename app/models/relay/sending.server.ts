import { countMeant, type DeviceFilter } from "~/db/raise-mailboxes.server";
import { change } from "~/models/outbox/change.server";
import { post } from "./posting.server";
import type { MessageInput } from "./types";

export type { DeviceFilter };

type GroupMessage = Omit<MessageInput, "clientId" | "to">;

/** How many devices, of how many accounts, a message to this group would go to now. */
export const countRecipients = (filter: DeviceFilter) => countMeant(filter);

/** The shop's people send to a group of devices, of whatever accounts. Returns how many it went to. */
export async function sendToGroup({ actor }: { actor: string }, filter: DeviceFilter, message: GroupMessage) {
  return change(() => post({ ...message, at: new Date(), senderUserId: actor }, filter));
}
