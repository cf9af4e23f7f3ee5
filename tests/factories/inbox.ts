import { writeMessage } from "~/models/inbox/writing.server";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";

let count = 0;

/** A note that somebody writes on a page. */
export const sendNote = ({ to = "all", text = "Hello" }, by: { userId: string }) =>
  writeMessage({ to, text }, by);

/** What a device sends. */
export const sendFrom = (
  sender: { userId: string; deviceId: string },
  message: { to?: string; type: string; data: object },
) => sendMessage(sender, MessageInput.parse({ clientId: `inbox-${++count}`, to: "all", ...message }));
