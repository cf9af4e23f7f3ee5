import { beforeAll, expect, test } from "vitest";
import { dialect } from "~/db/client.server";
import { sendMessage } from "~/models/relay/send.server";
import { accountWith, note } from "../factories/messages";
import { opened, startFleet } from "../setup/fleet";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

const WINDOW = 256;
const ADDRESS = "/api/devices/me";

let one: RunningServer;
let other: RunningServer;

beforeAll(async () => {
  [one, other] = dialect === "postgresql" ? await startFleet() : await startServer().then((it) => [it, it]);
});

/** A phone in whose mailbox so many messages wait. */
async function phoneWith(texts: readonly string[]) {
  const { userId, devices } = await accountWith(1);
  await Promise.all(texts.map((text) => sendMessage({ userId, deviceId: null }, note(text))));
  const token = devices[0]?.token ?? "";
  const ask = program(other, { Authorization: `Bearer ${token}` });
  return { token, ask };
}

test("what a socket brought may be acknowledged by plain HTTP, and the socket goes on", async () => {
  const texts = Array.from({ length: WINDOW + 50 }, (_, at) => `Message ${at}`);
  const { token, ask } = await phoneWith(texts);
  const phone = opened(device(one, { token }, { acks: false }));
  await until(() => phone.events.length === WINDOW);

  await ask("POST", `${ADDRESS}/acks`, { json: { seq: WINDOW } });

  await until(() => phone.events.length === texts.length);
  expect(phone.events.map(({ seq }) => seq)).toEqual(texts.map((_, at) => at + 1));
});

test("what plain HTTP brought and acknowledged meanwhile does not come by the socket again", async () => {
  const texts = Array.from({ length: WINDOW + 50 }, (_, at) => `Message ${at}`);
  const { token, ask } = await phoneWith(texts);
  const phone = opened(device(one, { token }, { acks: false }));
  await until(() => phone.events.length === WINDOW);

  const fetched = await ask("GET", `${ADDRESS}/events?after=${phone.cursor()}`);
  expect(fetched.json.data).toHaveLength(50);
  await ask("POST", `${ADDRESS}/acks`, { json: { seq: texts.length } });
  await until(() => phone.cursor() === fetched.json.after);

  expect(phone.events).toHaveLength(WINDOW);
});

test("long messages fill an answer before it holds as many as were asked for, and it says that more wait", async () => {
  const { ask } = await phoneWith(Array.from({ length: 20 }, () => "x".repeat(59_000)));
  const first = await ask("GET", `${ADDRESS}/events`);
  const held = (first.json.data as unknown[]).length;
  expect(held).toBeLessThan(20);
  expect(first.json.more).toBe(true);
  const rest = await ask("GET", `${ADDRESS}/events?limit=${20 - held}&after=${first.json.after}`);
  expect(rest.json.data).toHaveLength(20 - held);
  expect(rest.json.more).toBe(false);
});
