import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { changeDevice, createDevice } from "~/models/device/registry.server";
import { change } from "~/models/outbox/change.server";
import { post } from "~/models/relay/posting.server";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";
import { createUser } from "../../factories/people";

const { id: userId } = await createUser();
const newDevice = (name: string) => createDevice({ userId, name, model: "" });
const [loud, quiet] = [await newDevice("Loud"), await newDevice("Quiet")];
await changeDevice({ id: quiet.id, userId, mutedTypes: ["note", "product.published"] });

const send = (to: string, type: string) =>
  sendMessage(
    { userId, deviceId: null },
    MessageInput.parse({ clientId: crypto.randomUUID(), to, type, data: { text: "Hello" } }),
  );

async function reached(messageId: string) {
  const copies = await db.relayMessage.findMany({ where: { messageId }, select: { deviceId: true } });
  return copies.map(({ deviceId }) => (deviceId === loud.id ? "loud" : "quiet")).sort();
}

test("a message to all goes to the devices that have not muted its type", async () => {
  expect(await reached((await send("all", "note")).id)).toEqual(["loud"]);
  expect(await reached((await send("all", "clipboard")).id)).toEqual(["loud", "quiet"]);
});

test("a message to a device that muted its type stays in the inbox alone", async () => {
  const { id } = await send(quiet.id, "note");
  expect(await reached(id)).toEqual([]);
  expect(await db.message.findUnique({ where: { id } })).toMatchObject({ userId });
});

test("what the shop tells is not put into the mailbox of a device that does not want it", async () => {
  const tell = (type: string) =>
    change(() => post({ type, data: {}, at: new Date() }, { deviceIds: [loud.id, quiet.id] }));
  const before = await db.device.findUniqueOrThrow({ where: { id: quiet.id } });
  expect(await reached((await tell("product.published")).id)).toEqual(["loud"]);
  expect(await reached((await tell("product.released")).id)).toEqual(["loud", "quiet"]);
  const after = await db.device.findUniqueOrThrow({ where: { id: quiet.id } });
  expect(after.lastSeq - before.lastSeq).toBe(1);
});
