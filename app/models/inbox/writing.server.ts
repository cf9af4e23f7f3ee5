import { newId } from "~/db/new-id";
import { sendMessage } from "~/models/relay/send.server";
import { messageOf, type SendInput } from "./input";

/** Sends what a person wrote on a page. A form is sent once by its token. Throws as `sendMessage` does. */
export async function writeMessage({ to, ...words }: SendInput, { userId }: { userId: string }) {
  return sendMessage({ userId, deviceId: null }, { clientId: newId(), to, ...messageOf(words) });
}
