import { createDevice } from "~/models/device/registry.server";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";
import { createUser } from "./people";

let names = 0;

/** A note to all other devices of the account, as a device would say it. */
export const note = (text: string, more: Partial<MessageInput> = {}) =>
  MessageInput.parse({ clientId: `note-${++names}`, to: "all", type: "note", data: { text }, ...more });

/** An account with some devices. */
export async function accountWith(count: number) {
  const { id: userId } = await createUser();
  const devices: { id: string; token: string }[] = [];
  for (let n = 0; n < count; n++) devices.push(await createDevice({ userId, name: `Phone ${n}`, model: "" }));
  return { userId, devices };
}

/** The token of a device that has sent a message, and has one waiting. */
export async function deviceWithMail() {
  const { userId, devices } = await accountWith(2);
  const [one, other] = devices;
  await sendMessage({ userId, deviceId: other?.id ?? null }, note("For you"));
  const { id } = await sendMessage({ userId, deviceId: one?.id ?? null }, note("From me"));
  return { device: one?.token ?? "", messageId: id };
}
