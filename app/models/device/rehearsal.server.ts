import { newId } from "~/db/new-id";
import { Failure } from "~/models/failure";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";
import { getDevice } from "./registry.server";

const TYPE = "note";

/** Sends a note to a device of one's own. Throws `Failure` not_found, and conflict when it would not get it. */
export async function sendTestMessage({ id, userId }: { id: string; userId: string }) {
  const { name, mutedTypes } = await getDevice({ id, userId });
  if (mutedTypes.includes(TYPE))
    throw new Failure("conflict", `${name} does not want notes: let it have them first`);
  const data = { title: "A test", text: `If ${name} shows this, it is connected to the shop.` };
  const message = { clientId: newId(), to: id, type: TYPE, data, ttlSeconds: 86_400 };
  return sendMessage({ userId, deviceId: null }, MessageInput.parse(message));
}
