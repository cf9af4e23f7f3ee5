import { expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { listCopies } from "~/models/relay/copies.server";
import { acknowledge, takeMessages } from "~/models/relay/mailbox.server";
import { post } from "~/models/relay/posting.server";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";
import { createUser } from "../../factories/people";

async function person(devices: number) {
  const { id: userId } = await createUser();
  const own = [];
  for (let n = 0; n < devices; n++)
    own.push((await createDevice({ userId, name: `Phone ${n}`, model: "" })).id);
  return { userId, devices: own as [string, string, string] };
}

let count = 0;
const note = (more: Partial<MessageInput> = {}) =>
  MessageInput.parse({ clientId: `c-${++count}`, to: "all", type: "note", data: { text: "Hello" }, ...more });

test("what the shop tells waits in the mailbox of every device that is meant", async () => {
  const { userId, devices } = await person(2);
  await post(
    { type: "note", data: { text: "Hello" }, at: new Date(), collapseKey: "x" },
    { userIds: [userId] },
  );
  for (const id of devices) {
    const [message] = await takeMessages(id, 0, { take: 10 });
    expect(message).toMatchObject({ seq: 1, type: "note" });
    expect(JSON.parse(message?.data ?? "")).toEqual({ text: "Hello" });
  }
});

test("fifty at once under one clientId are one message", async () => {
  const { userId, devices } = await person(2);
  const input = note();
  const sender = { userId, deviceId: devices[0] };
  const sent = await Promise.all(Array.from({ length: 50 }, () => sendMessage(sender, input)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(sent.filter(({ duplicate }) => !duplicate).length).toBe(1);
  expect((await takeMessages(devices[1], 0, { take: 10 })).length).toBe(1);
  expect((await takeMessages(devices[0], 0, { take: 10 })).length).toBe(0);
  await acknowledge(devices[1], 1);
  expect(await listCopies(userId, [sent[0]?.id ?? ""])).toMatchObject([{ seq: 1, state: "acked" }]);
});
